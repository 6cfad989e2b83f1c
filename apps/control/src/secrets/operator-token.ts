const TOKEN = /^bho_[A-Za-z0-9_-]{43}$/

/** Whether it may be an operator's token; anything else is refused without a look-up. */
export function isOperatorToken(token: string): boolean {
  return TOKEN.test(token)
}

/** A new token of 256 random bits. Show it once; keep only its hash. */
export function createOperatorToken(): string {
  return `bho_${randomText()}`
}

/** 256 random bits as base64url. */
export function randomText(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
