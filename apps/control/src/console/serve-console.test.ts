import { expect, test } from 'vitest'

import { serveConsole } from './serve-console.ts'

const FILES = new Map([
  ['/index.html', '<!doctype html>'],
  ['/assets/index-a1b2c3.js', 'run()'],
  ['/favicon.svg', '<svg/>'],
])

const ASSETS = {
  fetch: async (request: Request) => {
    const { pathname, origin } = new URL(request.url)
    if (origin !== 'http://console') throw new TypeError(`asked ${origin}`)
    if (pathname === '/%66avicon.svg') return Response.redirect('http://console/favicon.svg', 307)
    const text = FILES.get(pathname)
    if (text === undefined) return new Response('not found', { status: 404 })
    if (request.headers.get('if-none-match') === '"v1"') return new Response(null, { status: 304 })
    return new Response(request.method === 'HEAD' ? null : text, { headers: { etag: '"v1"' } })
  },
} as unknown as Fetcher

function get(path: string, init?: RequestInit, API_ORIGIN?: string) {
  const request = new Request(new URL(path, 'http://localhost:8787'), init)
  const env = { ASSETS, ...(API_ORIGIN === undefined ? {} : { API_ORIGIN }) }
  return serveConsole(request, new URL(request.url), env)
}

test.each(['/console', '/console/', '/console/tenants/acme', '/console/index.html'])(
  '%s is the page, which is asked for anew each time',
  async (path) => {
    const response = await get(path)

    expect(await response?.text()).toBe('<!doctype html>')
    expect(response?.headers.get('cache-control')).toBe('no-cache')
  },
)

test('a file that is named after its content is kept for good', async () => {
  const response = await get('/console/assets/index-a1b2c3.js')

  expect(response?.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
})

test('a file of an earlier release is missing; the page is no script', async () => {
  const response = await get('/console/assets/index-000000.js')

  expect(response?.status).toBe(404)
  expect(response?.headers.get('cache-control')).toBe('no-store')
})

test.each([
  '/console//[.js',
  '/console//evil.example/favicon.svg',
  '/console/%66avicon.svg',
  '/console/assets/',
  '/console/assets/index-a1b2c3',
  '/console/assets/..%2findex.html',
])('%s is missing, and not kept', async (path) => {
  const response = await get(path)

  expect(response?.status).toBe(404)
  expect(response?.headers.get('location')).toBeNull()
  expect(response?.headers.get('cache-control')).toBe('no-store')
})

test('a page that has not changed is not sent again, but guarded', async () => {
  const response = await get('/console', { headers: { 'if-none-match': '"v1"' } })

  expect(response?.status).toBe(304)
  expect(response?.headers.get('content-security-policy')).toContain("script-src 'self'")
})

test('neither inline scripts nor other origins, but that of the API', async () => {
  const local = await get('/console')
  const production = await get('/console', {}, 'https://api.example.com')

  expect(local?.headers.get('content-security-policy')).toContain("connect-src 'self';")
  expect(production?.headers.get('content-security-policy')).toContain(
    "connect-src 'self' https://api.example.com;",
  )
  expect(local?.headers.get('x-content-type-options')).toBe('nosniff')
  expect(local?.headers.get('referrer-policy')).toBe('no-referrer')
})

test('a page is read and nothing else', async () => {
  expect((await get('/console', { method: 'POST' }))?.status).toBe(405)
  expect((await get('/console', { method: 'HEAD' }))?.status).toBe(200)
})

test.each(['/consoles', '/admin/v1/tenants', '/'])('%s is not of the console', (path) => {
  expect(get(path)).toBeUndefined()
})
