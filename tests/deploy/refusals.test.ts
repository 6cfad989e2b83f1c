import { emptyAccount } from '@bulkhead/harness/cloudflare/account'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { startDeployment, type Deployment } from './deployment.ts'

let deployment: Deployment
beforeAll(async () => {
  deployment = await startDeployment()
  // Builds what is out of date, which is not what the tests are about.
  await deployment.deploy(['plan'])
}, 300_000)
afterAll(() => deployment[Symbol.asyncDispose]())
beforeEach(async () => {
  deployment.cloudflare.faults.clear()
  await deployment.cloudflare.restore(emptyAccount())
  deployment.cloudflare.asked.length = 0
})

const writes = () => deployment.cloudflare.asked.filter((one) => !one.startsWith('GET '))

test.each([
  'Workers KV Storage',
  'Workers R2 Storage',
  'Queues',
  'Vectorize',
  'AI Gateway',
  'Workers Scripts',
])(
  'a token without %s is refused by the name of what it lacks, before anything is made',
  async (permission) => {
    deployment.cloudflare.faults.withoutPermissions(permission)

    const { code, output } = await deployment.deploy(['up'])

    expect(code).toBe(1)
    expect(output).toContain(`${permission}: the token lacks the permission ${permission}: Edit`)
    expect(writes()).toEqual([])
  },
)

test('an absent ADMIN_TOKEN is named, with where to put it', async () => {
  const secrets = { KEY_CHECK_SECRET: 'k'.repeat(32), CONTROL_SECRET: 'c'.repeat(32) }

  const { code, output } = await deployment.deploy(['up'], { secrets })

  expect(code).toBe(1)
  expect(output).toMatch(/ADMIN_TOKEN: the secret is not set: put it into .*secrets\.json/)
  expect(output).not.toContain('KEY_CHECK_SECRET: ')
  expect(writes()).toEqual([])
})

test('a first gateway cannot be held back, and neither can one whose first share is the whole', async () => {
  const first = await deployment.deploy(['up', '--hold'])
  const whole = await deployment.deploy(['up', '--hold'], { config: { canary: { steps: [100] } } })

  expect([first.code, whole.code]).toEqual([1, 2])
  expect(first.output).toContain('the first deployment goes without --hold')
  expect(whole.output).toContain('canary.steps of production has no share below 100')
  expect(writes()).toEqual([])
})

test('secrets that a Worker could not work with are named before anything is made', async () => {
  const secrets = { ADMIN_TOKEN: 'two\nlines', KEY_CHECK_SECRET: 'k'.repeat(32), CONTROL_SECRET: 'short' }

  const { code, output } = await deployment.deploy(['up'], { secrets })

  expect(code).toBe(1)
  expect(output).toContain('ADMIN_TOKEN: has spaces, line breaks')
  expect(output).toContain('CONTROL_SECRET: must have 16 characters at least')
  expect(writes()).toEqual([])
})

test('a token that has expired is named as such', async () => {
  deployment.cloudflare.faults.tokenStatus = 'expired'

  const { code, output } = await deployment.deploy(['up'])

  expect(code).toBe(1)
  expect(output).toContain('token: the token is expired: make a new one')
  expect(writes()).toEqual([])
})

test('a token that is none is refused as such', async () => {
  const { code, output } = await deployment.deploy(['up'], { env: { CLOUDFLARE_API_TOKEN: 'another' } })

  expect(code).toBe(1)
  expect(output).toContain('token: the token is not valid')
})

test('without a token, or for an environment that the config lacks, nothing is asked', async () => {
  const none = await deployment.deploy(['up'], { env: { CLOUDFLARE_API_TOKEN: '' } })
  const unknown = await deployment.deploy(['up', '--env', 'nowhere'])

  expect([none.code, unknown.code]).toEqual([1, 2])
  expect(none.output).toContain('CLOUDFLARE_API_TOKEN is not set')
  expect(unknown.output).toContain('it has production, staging')
  expect(deployment.cloudflare.asked).toEqual([])
})

test('a Worker that somebody else deployed under our name is not replaced', async () => {
  const taken = emptyAccount()
  taken.workers.set('bulkhead-chat', {
    name: 'bulkhead-chat',
    versions: [version('v-1')],
    deployments: [deploymentOf('v-1')],
    secrets: new Map(),
    migrationTag: undefined,
    isOnWorkersDev: true,
    hasPreviews: false,
    crons: [],
    tailConsumers: [],
    observability: undefined,
    domains: [],
  })
  await deployment.cloudflare.restore(taken)

  const { code, output } = await deployment.deploy(['up'])

  expect(code).toBe(1)
  expect(output).toContain('bulkhead-chat: the name is taken by a Worker that this command did not deploy')
  expect(output).toContain('--adopt')
  expect(writes()).toEqual([])
})

test('429 and 5xx are waited out where that is safe', async () => {
  deployment.cloudflare.faults.set(
    { matches: /^GET \/storage\/kv/, times: 1, does: { status: 503 } },
    { matches: /^POST \/queues/, times: 1, does: { status: 429, retryAfterSeconds: 1 } },
    { matches: /^GET \/r2/, times: 1, does: 'cut' },
    // Made, although nobody heard of it.
    { matches: /^POST \/storage\/kv/, times: 1, does: { status: 504, isDone: true } },
    { matches: /^POST \/r2/, times: 1, does: 'lost' },
    { matches: /^PUT \/workers\/scripts\/bulkhead-observe/, does: { status: 500 }, times: 9 },
  )

  const { code, output } = await deployment.deploy(['up'])

  // Past everything that was to be made; wrangler gives up on what goes on failing.
  expect(code).toBe(1)
  expect(output).toContain('✓ provision')
  expect(output).toMatch(/✘ release observe: wrangler deploy: /)
  expect(output).toContain('Run the same command again: it goes on from where it stopped')
}, 180_000)

function version(id: string) {
  return {
    id,
    number: 1,
    createdOn: '2026-11-01T00:00:00.000Z',
    tag: '',
    message: 'by hand',
    mainModule: 'index.js',
    modules: [],
    bindings: [],
    compatibilityDate: '2026-11-01',
    compatibilityFlags: [],
    assets: undefined,
  }
}

function deploymentOf(id: string) {
  return {
    id: 'd-1',
    createdOn: '2026-11-01T00:00:00.000Z',
    versions: [{ version_id: id, percentage: 100 }],
    message: '',
    codeUpdateStrategy: undefined,
  }
}
