/** `__Host-`: browsers take it from this very host only, over TLS (or from localhost), for every path. */
const NAME = '__Host-bulkhead'
const ATTRIBUTES = 'Path=/; Secure; HttpOnly; SameSite=Strict'
const VALUE = /^[A-Za-z0-9_-]{43}$/

/** The session's secret; undefined for whatever cannot be one. */
export function readSessionCookie(headers: Headers): string | undefined {
  const pairs = (headers.get('cookie') ?? '').split(';').map((pair) => pair.trim())
  const value = pairs.find((pair) => pair.startsWith(`${NAME}=`))?.slice(NAME.length + 1)
  return value !== undefined && VALUE.test(value) ? value : undefined
}

export function sessionCookie(value: string, lastsMs: number): string {
  return `${NAME}=${value}; ${ATTRIBUTES}; Max-Age=${Math.floor(lastsMs / 1_000)}`
}

/** Makes the browser forget the session. */
export const NO_SESSION_COOKIE = `${NAME}=; ${ATTRIBUTES}; Max-Age=0`
