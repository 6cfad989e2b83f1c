/** The token of `Authorization: Bearer …`; undefined for any other scheme. */
export function bearerTokenOf(headers: Headers): string | undefined {
  return /^Bearer +(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1]
}
