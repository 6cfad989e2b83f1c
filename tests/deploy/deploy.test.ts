import { summaryOf } from '@bulkhead/harness/cloudflare/account'
import OpenAI from 'openai'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'

import { FAILING, SLOW } from './broken-gateways.ts'
import { ADMIN_TOKEN, startDeployment, type Deployment } from './deployment.ts'

// Every release runs wrangler a dozen times.
vi.setConfig({ testTimeout: 600_000 })

const CALLEES_FIRST = ['observe', 'rate-limit', 'extract', 'rag', 'chat', 'control', 'gateway']

let deployment: Deployment
beforeAll(async () => {
  deployment = await startDeployment()
  await deployment.deploy(['plan'])
}, 300_000)
afterAll(() => deployment[Symbol.asyncDispose]())

/** Another config of the gateway: a release without another build. */
const variant = (note: string) => ({ config: { vars: { gateway: { NOTE: note } } } })

const writesSince = (from: number) =>
  deployment.cloudflare.asked.slice(from).filter((one) => !one.startsWith('GET '))
const releasesIn = (writes: readonly string[], pattern: RegExp) =>
  writes.flatMap((one) => pattern.exec(one)?.[1]?.replace('bulkhead-', '') ?? [])
const gateway = () => deployment.cloudflare.account.workers.get('bulkhead-gateway')!
const gatewayVersion = async () =>
  (await fetch(new URL('/healthz', deployment.cloudflare.url))).headers.get('x-bulkhead-version')

/** The largest share that a version ever had. */
function mostOf(versionId: string): number {
  const shares = gateway().deployments.flatMap(({ versions }) => versions)
  return Math.max(
    0,
    ...shares.filter((share) => share.version_id === versionId).map(({ percentage }) => percentage),
  )
}

const newest = () => gateway().versions.at(-1)!.id

test('plan says what is to be made, and makes nothing', async () => {
  const { code, output } = await deployment.deploy(['plan'])

  expect(code).toBe(0)
  expect(output).toMatch(/Worker\s+bulkhead-gateway\s+create/)
  expect(output).toMatch(/R2 bucket\s+bulkhead-documents\s+create/)
  expect(writesSince(0)).toEqual([])
})

test('up ends with a system that a tenant can use, callees released before their callers', async () => {
  const from = deployment.cloudflare.asked.length

  const { code, output } = await deployment.deploy(['up'])

  expect(output).toContain('chat, stream, upload, cited answer, budget, revocation')
  expect(code).toBe(0)
  const released = releasesIn(writesSince(from), /^PUT \/workers\/scripts\/(bulkhead-[a-z-]+)$/)
  expect(released).toEqual(CALLEES_FIRST)
  const mended = releasesIn(writesSince(from), /^POST \/workers\/scripts\/(bulkhead-[a-z-]+)\/deployments$/)
  // Both call control, which calls them.
  expect(mended).toEqual(['rate-limit', 'rag'])
})

test('what was deployed answers the clients that applications use', async () => {
  const { url } = deployment.cloudflare
  const admin = async (path: string, body: object) => {
    const response = await fetch(new URL(`/admin/v1${path}`, url), {
      method: 'POST',
      headers: { authorization: `Bearer ${ADMIN_TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return (await response.json()) as { key: string }
  }
  await admin('/tenants', {
    id: 'harbour',
    name: 'Harbour',
    status: 'active',
    tier: 'standard',
    chat: { model: '@cf/meta/llama-3.1-8b-instruct-fp8' },
    rateLimit: { requestsPerMinute: 600, burst: 100 },
    budget: { tokensPerDay: 1_000_000 },
  })
  const { key } = await admin('/tenants/harbour/keys', { scopes: ['chat', 'search'] })
  const client = new OpenAI({ baseURL: new URL('/v1', url).href, apiKey: key, maxRetries: 0 })

  const [model] = (await client.models.list()).data
  const completion = await client.chat.completions.create({
    model: model!.id,
    messages: [{ role: 'user', content: 'Hello' }],
  })

  expect(completion.choices[0]?.message.content).toBeTruthy()
  const traced = deployment.cloudflare.logs().filter((line) => line['message'] === 'request')
  expect(traced.every((line) => typeof line['workerVersion'] === 'string')).toBe(true)
})

test('a second run changes nothing', async () => {
  const before = summaryOf(deployment.cloudflare.account)
  const from = deployment.cloudflare.asked.length

  const { code, output } = await deployment.deploy(['up', '--json'])

  expect(code).toBe(0)
  expect(writesSince(from)).toEqual([])
  expect(summaryOf(deployment.cloudflare.account)).toEqual(before)
  const { steps } = JSON.parse(output) as { steps: { outcome: string }[] }
  expect(new Set(steps.map(({ outcome }) => outcome))).toEqual(new Set(['unchanged']))
})

test('a gateway that answers 500 never meets a customer', async () => {
  const old = await gatewayVersion()
  deployment.cloudflare.setRewrite(FAILING)

  const { code, output } = await deployment.deploy(['up'], variant('failing'))

  expect(code).toBe(1)
  expect(output).toContain('a chat completion answered 500')
  expect(output).toContain('the old version has all the traffic again')
  expect(mostOf(newest())).toBe(0)
  expect(await gatewayVersion()).toBe(old)
})

test('a gateway that takes three times as long never gets more than the first share', async () => {
  const old = await gatewayVersion()
  deployment.cloudflare.setRewrite(SLOW)

  const { code, output } = await deployment.deploy(['up'], variant('slow'))

  expect(output).toContain('median latency')
  expect(code).toBe(1)
  expect(mostOf(newest())).toBeLessThanOrEqual(10)
  expect(await gatewayVersion()).toBe(old)
})

test('a good gateway stays where it is held, and gets all traffic step by step, after its callees', async () => {
  deployment.cloudflare.setRewrite((_worker, code) => code)
  const from = deployment.cloudflare.asked.length

  const held = await deployment.deploy(['up', '--hold'], variant('good'))
  expect(held).toMatchObject({ code: 0 })
  expect(gateway().deployments[0]!.versions).toContainEqual({ version_id: newest(), percentage: 10 })

  const result = await deployment.deploy(['promote'], variant('good'))

  expect(result).toMatchObject({ code: 0 })
  const after = newest()
  const shares = gateway().deployments.map(
    ({ versions }) => versions.find((one) => one.version_id === after)?.percentage,
  )
  expect(shares.slice(0, 5)).toEqual([100, 100, 50, 10, 0])
  expect(await gatewayVersion()).toBe(after)
  const deployed = releasesIn(writesSince(from), /^POST \/workers\/scripts\/(bulkhead-[a-z-]+)\/deployments$/)
  expect([...new Set(deployed)]).toEqual(CALLEES_FIRST)
})

test('objects of chat take new code when they are idle, all others at once', () => {
  const modes = [...deployment.cloudflare.account.workers.values()].map(
    ({ name, deployments }) =>
      [name, (deployments[0]?.codeUpdateStrategy as { mode?: string } | undefined)?.mode] as const,
  )

  expect(Object.fromEntries(modes)).toMatchObject({
    'bulkhead-chat': 'deferred',
    'bulkhead-rag': 'immediate',
    'bulkhead-rate-limit': 'immediate',
    'bulkhead-control': 'immediate',
    'bulkhead-observe': 'immediate',
  })
})

test('rollback brings the old answers back, callers first and objects at once', async () => {
  const history = gateway().deployments.map(({ versions }) =>
    versions.find(({ percentage }) => percentage === 100),
  )
  const good = newest()
  const before = history.find((share) => share !== undefined && share.version_id !== good)!.version_id
  const from = deployment.cloudflare.asked.length

  const result = await deployment.deploy(['rollback'])

  expect(result).toMatchObject({ code: 0 })
  expect(await gatewayVersion()).toBe(before)
  const order = releasesIn(writesSince(from), /^POST \/workers\/scripts\/(bulkhead-[a-z-]+)\/deployments$/)
  expect(order).toEqual(CALLEES_FIRST.toReversed())
  const strategies = [...deployment.cloudflare.account.workers.values()].map(
    ({ deployments }) => (deployments[0]?.codeUpdateStrategy as { mode?: string } | undefined)?.mode,
  )
  expect(new Set(strategies)).toEqual(new Set(['immediate']))
})

test('destroy wants the name, and then leaves nothing', async () => {
  const unsure = await deployment.deploy(['destroy'])
  expect(unsure.code).toBe(2)
  expect(deployment.cloudflare.account.workers.size).toBe(CALLEES_FIRST.length)

  const result = await deployment.deploy(['destroy', '--yes', 'bulkhead', '--with-data'])

  expect(result).toMatchObject({ code: 0 })
  const { workers, namespaces, buckets, queues, indexes, gateways } = deployment.cloudflare.account
  expect([workers, namespaces, buckets, queues, indexes, gateways].map(({ size }) => size)).toEqual([
    0, 0, 0, 0, 0, 0,
  ])
})
