import { ADMIN_TOKEN, Client, localKey } from '@bulkhead/harness/client'
import { startBulkhead, type HarnessedBulkhead } from '@bulkhead/harness/start-bulkhead'
import { afterAll, beforeAll, expect, test } from 'vitest'

const CONSOLE_ORIGIN = 'https://console.example.com'
const API_ORIGIN = 'https://api.example.com'

let bulkhead: HarnessedBulkhead
beforeAll(async () => {
  bulkhead = await startBulkhead({ vars: { gateway: { CONSOLE_ORIGIN }, control: { API_ORIGIN } } })
})
afterAll(() => bulkhead?.stop())

test('the page is served with its policy, its files for good, and a file of another release is missing', async () => {
  const page = await bulkhead.fetch('/console/tenants/acme')
  const html = await page.text()
  const [, script = ''] = /src="(\/console\/assets\/[^"]+\.js)"/.exec(html) ?? []
  const file = await bulkhead.fetch(script)
  await file.body?.cancel()
  const missing = await bulkhead.fetch('/console/assets/index-00000000.js')

  expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-cache'])
  expect(page.headers.get('content-security-policy')).toContain(`connect-src 'self' ${API_ORIGIN};`)
  expect(html).not.toMatch(/<script(?![^>]* src=)|<style|style="/)
  expect([file.status, file.headers.get('cache-control')]).toEqual([
    200,
    'public, max-age=31536000, immutable',
  ])
  expect([missing.status, await missing.text()]).toEqual([404, ''])
})

test('where the API has an origin of its own, pages of the console may ask it with keys of any tenant', async () => {
  const origin = { origin: CONSOLE_ORIGIN }
  const acme = new Client(bulkhead.fetch, localKey('acme'))
  const asked = await acme.get('/v1/models', origin)
  const refused = await new Client(bulkhead.fetch, 'bh_nobody').get('/v1/models', origin)
  const preflight = await bulkhead.fetch('/v1/answers', { method: 'OPTIONS', headers: origin })
  const other = await acme.get('/v1/models', { origin: 'https://elsewhere.example.com' })
  const key = await new Client(bulkhead.fetch, ADMIN_TOKEN).post('/admin/v1/session/key', {
    tenantId: 'acme',
  })

  const allowed = [asked, refused, preflight].map(({ headers }) => headers.get('access-control-allow-origin'))
  expect(allowed).toEqual([CONSOLE_ORIGIN, CONSOLE_ORIGIN, CONSOLE_ORIGIN])
  expect(other.headers.get('access-control-allow-origin')).toBeNull()
  expect(key.body.apiOrigin).toBe(API_ORIGIN)
})
