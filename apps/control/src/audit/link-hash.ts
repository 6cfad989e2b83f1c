import { hash } from 'fast-sha256'

/** What the first event of the chain follows. */
export const NO_HASH = '0'.repeat(64)

const utf8 = new TextEncoder()

/** Hex SHA-256; in one step with the transaction, which the platform's own digest is not. */
export function sha256Hex(text: string): string {
  return Array.from(hash(utf8.encode(text)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Of one event, given that of the one before it. */
export function linkHash(prevHash: string, body: string): string {
  return sha256Hex(`${prevHash}\n${body}`)
}
