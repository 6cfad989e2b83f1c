/** `bh_<keyId>_<secret>`: the id is public and logged; the secret is 256 random bits as base64url. */
const API_KEY = /^bh_([a-z0-9]{12})_[A-Za-z0-9_-]{43}$/
const KEY_ID_ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789'
const KEY_ID_LENGTH = 12

/** The public id inside a well-formed key; undefined when the key is malformed. */
export function keyIdOf(apiKey: string): string | undefined {
  return API_KEY.exec(apiKey)?.[1]
}

const encoder = new TextEncoder()

/** SHA-256 of the whole key. */
export async function digestApiKey(apiKey: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', encoder.encode(apiKey)))
}

/** The digest as 64 hex digits: the only form in which a key is stored. */
export async function hashApiKey(apiKey: string): Promise<string> {
  return Array.from(await digestApiKey(apiKey), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The bytes of 64 hex digits. */
export function parseDigest(sha256: string): Uint8Array {
  return Uint8Array.from(sha256.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}

/** A new random key. Show it once; keep only its hash. */
export function createApiKey(): string {
  const secret = crypto.getRandomValues(new Uint8Array(32))
  const base64url = btoa(String.fromCharCode(...secret))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
  return `bh_${createKeyId()}_${base64url}`
}

function createKeyId(): string {
  let id = ''
  while (id.length < KEY_ID_LENGTH) {
    const [byte = 255] = crypto.getRandomValues(new Uint8Array(1))
    // Bytes beyond the largest multiple of 36 would favour the first letters.
    if (byte < 252) id += KEY_ID_ALPHABET[byte % 36]
  }
  return id
}
