/**
 * API keys (the secret part only: the key id is public), operators' tokens, secrets of webhooks, bearer
 * credentials and e-mail addresses.
 */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/\b(bh_(?:[a-z0-9-]{1,32}_)?[a-z0-9]{12})_[A-Za-z0-9_-]+/g, '$1_[redacted]'],
  [/\bbho_[A-Za-z0-9_-]+/g, 'bho_[redacted]'],
  [/\bwhsec_[A-Za-z0-9+/=_-]+/g, 'whsec_[redacted]'],
  [/\b(bearer)\s+[^\s"']+/gi, '$1 [redacted]'],
  [/\bsk-[A-Za-z0-9_-]{8,}/g, 'sk-[redacted]'],
  [/[^\s@"'<>]+@[^\s@"'<>]+\.[a-z]{2,}/gi, '[redacted]'],
]

function redact(text: string): string {
  return SECRETS.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), text)
}

/**
 * The log fields of something caught: `reason` (name and message) and `stack`, causes included. The message
 * of a `SyntaxError` is left out, since JSON.parse quotes its input there, and that input is somebody's
 * content.
 */
export function describeThrown(thrown: unknown): { reason: string; stack?: string } {
  if (!(thrown instanceof Error)) return { reason: redact(String(thrown)) }
  const reasons: string[] = []
  for (let link: unknown = thrown; link instanceof Error && reasons.length < 4; link = link.cause) {
    reasons.push(link instanceof SyntaxError ? link.name : `${link.name}: ${link.message}`)
  }
  const frames = (thrown.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return { reason: redact(reasons.join(' <- ')), stack: redact(frames.join('\n')) }
}
