import type { ControlEnv } from '../env.ts'

const CONSOLE = /^\/console(\/|$)/
/** What Vite names after its content: it never changes, and when it is gone another build has replaced it. */
const HASHED = /^\/assets\//
/** What the page must not be handed in the place of a file: a script, a font or a picture has a suffix. */
const FILE = /\.[a-z0-9]+$/i

const FOREVER = 'public, max-age=31536000, immutable'
const NOT_MODIFIED = 304
const PASSED_ON = ['if-none-match', 'if-modified-since', 'accept-encoding']

/** The console's page and its files; undefined for any other request. */
export function serveConsole(
  request: Request,
  { pathname }: URL,
  env: Pick<ControlEnv, 'ASSETS' | 'API_ORIGIN'>,
): Promise<Response> | undefined {
  return CONSOLE.test(pathname) ? answer(request, pathname.slice('/console'.length) || '/', env) : undefined
}

async function answer(
  request: Request,
  path: string,
  { ASSETS, API_ORIGIN }: Pick<ControlEnv, 'ASSETS' | 'API_ORIGIN'>,
): Promise<Response> {
  const { method, headers } = request
  if (method !== 'GET' && method !== 'HEAD') return plain(405, { allow: 'GET, HEAD' })
  const kept = PASSED_ON.flatMap((name) => {
    const value = headers.get(name)
    return value === null ? [] : [[name, value]]
  })
  const isFile = (FILE.test(path) || HASHED.test(path)) && path !== '/index.html'
  const url = new URL('http://console')
  url.pathname = isFile ? path : '/index.html'
  const found = await ASSETS.fetch(new Request(url, { method, headers: Object.fromEntries(kept) }))
  // Never the page instead: a script that is none tells the tab nothing of the release that it has missed. Nor
  // a redirect: of another spelling of a file's name, to a path that is not below the console.
  if (!found.ok && found.status !== NOT_MODIFIED) return plain(404, { 'cache-control': 'no-store' })
  const response = new Response(found.body, found)
  response.headers.set('cache-control', HASHED.test(path) ? FOREVER : 'no-cache')
  return guarded(response, API_ORIGIN)
}

function plain(status: number, headers: Record<string, string>): Response {
  return guarded(new Response(null, { status, headers }), undefined)
}

function guarded(response: Response, apiOrigin: string | undefined): Response {
  response.headers.set('content-security-policy', policyOf(apiOrigin))
  response.headers.set('cross-origin-opener-policy', 'same-origin')
  response.headers.set('referrer-policy', 'no-referrer')
  response.headers.set('x-content-type-options', 'nosniff')
  return response
}

/** Nothing inline, nothing from elsewhere; the public API where it has an origin of its own. */
function policyOf(apiOrigin: string | undefined): string {
  const connect = ["'self'", ...(apiOrigin === undefined || apiOrigin === '' ? [] : [apiOrigin])].join(' ')
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src ${connect}`,
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}
