const HOME = '/console/'

/** Where to go after signing in: only to pages of this console, for the URL may be anybody's. */
export function landingOf(next: string | undefined, origin: string): string {
  if (next === undefined) return HOME
  const wanted = next.startsWith(HOME) ? next : `/console${next.startsWith('/') ? '' : '/'}${next}`
  const { pathname, search } = new URL(wanted, origin)
  if (!pathname.startsWith(HOME) || pathname.startsWith(`${HOME}sign-in`)) return HOME
  return `${pathname}${search}`
}
