const utf8 = new TextEncoder()

/** What a key is derived for: no two uses share one. */
type Purpose = 'webhook' | 'seal'

/** Fails closed: without the deployment's secret nothing is derived. */
async function materialOf(controlSecret: string | undefined): Promise<CryptoKey> {
  if (controlSecret === undefined || controlSecret.length < 16) {
    throw new Error('CONTROL_SECRET is missing or shorter than 16 characters')
  }
  return await crypto.subtle.importKey('raw', utf8.encode(controlSecret), 'HKDF', false, [
    'deriveBits',
    'deriveKey',
  ])
}

const paramsOf = (purpose: Purpose, salt: string) => ({
  name: 'HKDF',
  hash: 'SHA-256',
  salt: utf8.encode(salt),
  info: utf8.encode(`bulkhead/${purpose}`),
})

/** The 32 bytes that sign the deliveries of one webhook, as `whsec_…`. Made anew each time, kept nowhere. */
export async function webhookSecret(controlSecret: string | undefined, salt: string): Promise<string> {
  const material = await materialOf(controlSecret)
  const bits = await crypto.subtle.deriveBits(paramsOf('webhook', salt), material, 256)
  return `whsec_${toBase64(new Uint8Array(bits))}`
}

const AES = { name: 'AES-GCM', length: 256 } as const
const IV_BYTES = 12

/** Only whoever has the same Idempotency-Key can open it. */
export async function seal(
  controlSecret: string | undefined,
  idemKey: string,
  text: string,
): Promise<string> {
  const key = await sealingKey(controlSecret, idemKey)
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES))
  const sealed = await crypto.subtle.encrypt({ name: AES.name, iv }, key, utf8.encode(text))
  return `${toBase64(iv)}.${toBase64(new Uint8Array(sealed))}`
}

/** @throws when it was sealed with another key, or is damaged */
export async function unseal(
  controlSecret: string | undefined,
  idemKey: string,
  blob: string,
): Promise<string> {
  const [iv = '', sealed = ''] = blob.split('.')
  const key = await sealingKey(controlSecret, idemKey)
  const opened = await crypto.subtle.decrypt({ name: AES.name, iv: fromBase64(iv) }, key, fromBase64(sealed))
  return new TextDecoder().decode(opened)
}

async function sealingKey(controlSecret: string | undefined, idemKey: string): Promise<CryptoKey> {
  const material = await materialOf(controlSecret)
  return await crypto.subtle.deriveKey(paramsOf('seal', idemKey), material, AES, false, [
    'encrypt',
    'decrypt',
  ])
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
}
