import { exports } from 'cloudflare:workers'
import { expect, test } from 'vitest'

import { keyOf } from '../route.ts'
import { ROUTES } from '../routes.ts'
import { admin, cookieOf, documentOf, portalCookie } from '../testing/admin.ts'
import { answered } from '../testing/check-answer.ts'

const alertOf = (status: string) => ({
  status,
  labels: { alertname: 'ErrorsAreHigh', severity: 'page' },
  annotations: { summary: 'Too many errors' },
  startsAt: '2026-11-29T06:00:00+01:00',
})

/** What a client of `/mcp` that has just registered asks for. */
async function authorizationQuery(): Promise<string> {
  const redirect = 'http://127.0.0.1/callback'
  const metadata = { client_name: 'answers', redirect_uris: [redirect], token_endpoint_auth_method: 'none' }
  const sent = await exports.default.fetch(
    new Request('http://localhost/oauth/register', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(metadata),
    }),
  )
  const { client_id: clientId }: { client_id: string } = await sent.json()
  const challenge = { code_challenge: 'c'.repeat(43), code_challenge_method: 'S256' }
  const asked = { response_type: 'code', client_id: clientId, redirect_uri: redirect, ...challenge }
  return new URLSearchParams(asked).toString()
}

/** `admin` holds every answer against the API's document; here each route has to give one. */
test('every route answers as the document says, really and as a dry run', async () => {
  const make = async (path: string, body: object) => {
    await admin('POST', `${path}?dryRun=true`, body)
    return (await admin('POST', path, body)).body
  }
  const plan = { rateLimit: { requestsPerMinute: 60, burst: 10 }, budget: { tokensPerDay: 1_000 } }
  await make('/plans', { name: 'answers', ...plan })
  await make('/tenants', documentOf('answers', { plan: 'answers' }))
  await admin('GET', '/tenants')
  await admin('GET', '/tenants/answers')
  await admin('PUT', '/tenants/answers', documentOf('answers', { plan: 'answers', name: 'Other' }))
  await admin('PUT', '/tenants/answers-2', documentOf('answers-2'))
  await admin('PATCH', '/tenants/answers?dryRun=true', { name: 'Third' })
  await admin('PATCH', '/tenants/answers', { name: 'Third' })
  await make('/tenants/answers/suspend', { reason: 'test' })
  await make('/tenants/answers/resume', {})
  await make('/tenants/apply', { tenants: [documentOf('answers-3')] })

  const key = await make('/tenants/answers/keys', { scopes: ['chat'], limits: { spendPerMonth: '5.00' } })
  const keyPath = `/tenants/answers/keys/${key.id}`
  await admin('GET', '/tenants/answers/keys')
  await admin('GET', keyPath)
  await admin('PATCH', keyPath, { name: 'named', metadata: { team: 'a' } })
  await make(`${keyPath}/rotate`, { graceSeconds: 60 })
  await admin('DELETE', `${keyPath}?dryRun=true`)
  await admin('DELETE', keyPath)

  await admin('GET', '/plans')
  await admin('GET', '/plans/answers')
  await admin('PUT', '/plans/answers', { description: 'small', ...plan })
  await admin('PUT', '/plans/spare', {})
  await admin('PATCH', '/plans/answers', { description: 'smaller' })
  await admin('DELETE', '/plans/spare')
  const prices = await admin('GET', '/prices')
  await admin('PUT', '/prices?dryRun=true', { models: prices.body.models })
  await admin('PUT', '/prices', { models: prices.body.models })
  for (const format of ['json', 'ndjson', 'csv', 'focus']) await admin('GET', `/usage?format=${format}`)
  await admin('GET', '/tenants/answers/usage')
  await admin('GET', '/overview')
  await admin('GET', '/traffic?step=5m')
  await admin('GET', '/budgets')
  await admin('GET', '/budget-notices')
  await make('/alerts', { alerts: [alertOf('firing')] })
  await admin('GET', '/alerts')
  await admin('GET', '/requests')
  await admin('GET', '/requests/req_1')
  expect(Number((await admin('GET', '/requests/req_2')).body.cost)).toBeGreaterThan(0)

  const webhook = await make('/webhooks', { url: 'http://127.0.0.1:9/', events: ['key.created'] })
  await admin('GET', '/webhooks')
  await admin('GET', `/webhooks/${webhook.id}`)
  await admin('PATCH', `/webhooks/${webhook.id}`, { description: 'mine' })
  await make(`/webhooks/${webhook.id}/rotate-secret`, { graceSeconds: 60 })
  const delivery = await make(`/webhooks/${webhook.id}/test`, {})
  await admin('GET', `/webhooks/${webhook.id}/deliveries`)
  await make(`/webhooks/${webhook.id}/deliveries/${delivery.id}/replay`, {})
  await admin('DELETE', `/webhooks/${webhook.id}`)

  await admin('GET', '/audit-events')
  await admin('GET', '/audit-events/verify')
  const operator = await make('/operators', { name: 'Ada', email: 'ada@answers.example', role: 'viewer' })
  await admin('GET', '/operators')
  await admin('GET', `/operators/${operator.id}`)
  await admin('PATCH', `/operators/${operator.id}`, { expiresAt: '2030-01-01T00:00:00Z' })
  await admin('GET', '/whoami')
  await admin('GET', '/session')
  await admin('DELETE', `/operators/${operator.id}`)

  await admin('GET', '/flags')
  await admin('PUT', '/flags', {})
  await admin('GET', '/tenants/answers/flags')
  await admin('PUT', '/tenants/answers/flags', { 'retrieval.vectors': false })
  await admin('GET', '/tenants/answers/documents')
  await admin('POST', '/tenants/answers/documents/retry', {})
  await admin('GET', '/tenants/answers/dead-letters')
  await admin('GET', '/tenants/answers/embedding')
  await admin('DELETE', '/tenants/answers/data')

  const link = await admin('POST', '/sign-in-links', {})
  const cookie = await cookieOf({ code: link.body.url.split('code=')[1] })
  await admin('POST', '/session/key', { tenantId: 'answers' }, { cookie })
  await admin('DELETE', '/session', undefined, { cookie })
  const person = await portalCookie('answers', { scopes: ['search', 'keys:write'] })
  const request = await authorizationQuery()
  await admin('GET', `/session/grant?${new URLSearchParams({ request }).toString()}`, undefined, {
    cookie: person,
  })
  await admin('POST', '/session/grants', { request, scopes: ['search'] }, { cookie: person })
  await make('/portal-sessions', { tenantId: 'answers', subject: 'Grace', scopes: ['chat'] })
  await admin('DELETE', '/tenants/answers')

  const silent = ROUTES.map(keyOf).filter((key) => !answered.has(key))
  expect(silent).toEqual([])
})
