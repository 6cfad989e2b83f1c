import { isTenantId, type TenantId } from './tenant-id.ts'

// bh_<tenantId>_<keyId>_<secret><check>: the tenant says which object to ask, the id is public and logged, the
// secret is 256 random bits as base64url, and the check is the first 36 bits of an HMAC over all before it.
const API_KEY = /^bh_([a-z0-9-]{1,32})_([a-z0-9]{12})_[A-Za-z0-9_-]{43}[A-Za-z0-9_-]{6}$/
const CHECK_CHARS = 6
/** Six characters are 36 bits: the first five bytes hold them. */
const CHECK_BYTES = 5
const KEY_ID_ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789'
const KEY_ID_LENGTH = 12
const HMAC = { name: 'HMAC', hash: 'SHA-256' } as const

/** What a key says without being looked up. */
export interface KeyName {
  readonly tenantId: TenantId
  readonly keyId: string
}

/** The tenant and the public id inside a well-formed key; undefined when the key is malformed. */
export function keyNameOf(apiKey: string): KeyName | undefined {
  const [, tenantId, keyId] = API_KEY.exec(apiKey) ?? []
  return keyId !== undefined && isTenantId(tenantId) ? { tenantId, keyId } : undefined
}

const encoder = new TextEncoder()
type HmacKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>

/** A secret is imported once; there are never more than two. */
const imported = new Map<string, Promise<HmacKey>>()

/**
 * Whether the check digits were made with one of the secrets: the current one first, then the one before it
 * while that is being rotated out. Says nothing about whether the key was ever issued.
 */
export async function hasGoodCheck(apiKey: string, secrets: readonly string[]): Promise<boolean> {
  const body = apiKey.slice(0, -CHECK_CHARS)
  const given = apiKey.slice(-CHECK_CHARS)
  for (const secret of secrets) {
    if ((await checkOf(body, secret)) === given) return true
  }
  return false
}

async function checkOf(body: string, secret: string): Promise<string> {
  const mac = await crypto.subtle.sign('HMAC', await hmacKeyOf(secret), encoder.encode(body))
  return base64url(new Uint8Array(mac).subarray(0, CHECK_BYTES)).slice(0, CHECK_CHARS)
}

function hmacKeyOf(secret: string): Promise<HmacKey> {
  const known = imported.get(secret)
  if (known !== undefined) return known
  if (secret.length === 0) throw new TypeError('KEY_CHECK_SECRET is empty')
  const made = crypto.subtle.importKey('raw', encoder.encode(secret), HMAC, false, ['sign'])
  imported.set(secret, made)
  return made
}

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

/** A new random key of a tenant. Show it once; keep only its hash. `keyId` is given when a key is rotated. */
export async function createApiKey(
  tenantId: TenantId,
  checkSecret: string,
  keyId = createKeyId(),
): Promise<string> {
  const secret = base64url(crypto.getRandomValues(new Uint8Array(32)))
  const body = `bh_${tenantId}_${keyId}_${secret}`
  return body + (await checkOf(body, checkSecret))
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

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
