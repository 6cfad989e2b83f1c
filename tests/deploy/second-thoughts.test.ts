import { activeVersion, emptyAccount } from '@bulkhead/harness/cloudflare/account'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'

import { startCannedSite, type CannedSite } from './canned-site.ts'
import { startDeployment, type Deployment } from './deployment.ts'

// Every release runs wrangler a dozen times.
vi.setConfig({ testTimeout: 600_000 })

const NEW_TOKEN = 'the-admin-token-after-a-rotation'

const SECRETS = {
  KEY_CHECK_SECRET: 'key-check-secret-of-the-simulation',
  CONTROL_SECRET: 'control-secret-of-the-simulation',
}

let deployment: Deployment
let site: CannedSite
beforeAll(async () => {
  deployment = await startDeployment()
  site = await startCannedSite()
  await deployment.cloudflare.restore(emptyAccount())
}, 600_000)
afterAll(async () => {
  site.stop()
  await deployment[Symbol.asyncDispose]()
})

/** What is deployed does not run here: it always answers well. */
const deploy = (
  args: readonly string[],
  { note = '', adminToken = 'the-first-admin-token', env = {} } = {},
) =>
  deployment.deploy(args, {
    env,
    secrets: { ...SECRETS, ADMIN_TOKEN: adminToken },
    config: { vars: { gateway: { NOTE: note } }, url: site.url },
  })

const worker = (name: string) => deployment.cloudflare.account.workers.get(name)!
const live = (name: string) => activeVersion(worker(name))!
const secretOf = (name: string, secret: string) =>
  live(name).bindings.find((one) => one.name === secret)?.['text']

/** As `wrangler secret put` does it. */
async function putSecret(name: string, secret: string, text: string): Promise<void> {
  const { CLOUDFLARE_API_BASE_URL, CLOUDFLARE_ACCOUNT_ID, CLOUDFLARE_API_TOKEN } = deployment.cloudflare.env
  const script = `${CLOUDFLARE_API_BASE_URL}/accounts/${CLOUDFLARE_ACCOUNT_ID}/workers/scripts/${name}`
  const response = await fetch(`${script}/secrets`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${CLOUDFLARE_API_TOKEN}` },
    body: JSON.stringify({ name: secret, text, type: 'secret_text' }),
  })
  expect(response.status).toBe(200)
}

/** What somebody's shell may have set for wrangler. */
const ODD = { CLOUDFLARE_ENV: 'elsewhere', CLOUDFLARE_EMAIL: 'me@example.com', CLOUDFLARE_API_KEY: 'old' }

test('a secret that was changed by hand stays changed when the same checkout is deployed again', async () => {
  expect(await deploy(['up'], { env: ODD })).toMatchObject({ code: 0 })
  for (const name of ['bulkhead-gateway', 'bulkhead-control']) await putSecret(name, 'ADMIN_TOKEN', NEW_TOKEN)

  const { code } = await deploy(['up'], { adminToken: NEW_TOKEN })

  expect(code).toBe(0)
  expect(secretOf('bulkhead-gateway', 'ADMIN_TOKEN')).toBe(NEW_TOKEN)
  expect(secretOf('bulkhead-control', 'ADMIN_TOKEN')).toBe(NEW_TOKEN)
})

test('a second rollback does not go forward to what the first one has left, and names what there is', async () => {
  expect(await deploy(['up'], { note: 'second', adminToken: NEW_TOKEN })).toMatchObject({ code: 0 })
  const second = live('bulkhead-gateway').tag
  const broken = { MODELS_FILE: 'no-such-file.json' }
  expect(await deploy(['plan'], { env: broken })).toMatchObject({ code: 1 })
  // A checkout that does not build must not keep a bad release up.
  expect(await deploy(['rollback'], { env: broken })).toMatchObject({ code: 0 })
  const first = live('bulkhead-gateway').tag
  expect(first).not.toBe(second)

  const again = await deploy(['rollback'])
  const status = await deploy(['status'])

  expect(again.code).toBe(1)
  expect(again.output).toContain(`the one before it, ${second}, is newer: a rollback has left it`)
  expect(live('bulkhead-gateway').tag).toBe(first)
  expect(status.output).toMatch(new RegExp(`release\\s+${second}\\s+can be rolled back to`))
  expect(status.output).toMatch(new RegExp(`release\\s+${first}\\s+can be rolled back to`))
})

test('a version with old secrets answers nobody unless the old secrets are wanted too', async () => {
  const before = live('bulkhead-gateway').tag
  await putSecret('bulkhead-gateway', 'ADMIN_TOKEN', 'the-token-after-a-leak')

  const refused = await deploy(['rollback', before])

  expect(refused.code).toBe(1)
  expect(refused.output).toContain('a secret was changed after that version')
  expect(secretOf('bulkhead-gateway', 'ADMIN_TOKEN')).toBe('the-token-after-a-leak')

  expect(await deploy(['rollback', before, '--with-old-secrets'])).toMatchObject({ code: 0 })
  expect(secretOf('bulkhead-gateway', 'ADMIN_TOKEN')).toBe(NEW_TOKEN)
})

test('a Worker whose last ten versions are changed secrets is still ours', async () => {
  for (let at = 0; at < 10; at += 1) await putSecret('bulkhead-extract', 'A_SECRET', `value ${at}`)

  const { code, output } = await deploy(['plan'])

  expect(code).toBe(0)
  expect(output).not.toContain('refused')
})

test('destroy removes no Worker that another deployed, and plan names it', async () => {
  const chat = worker('bulkhead-chat')
  const taken = {
    ...chat,
    versions: chat.versions.map((one) => ({ ...one, tag: '', message: 'by hand' })),
  }
  deployment.cloudflare.account.workers.set('bulkhead-chat', taken)

  const plan = await deploy(['plan'])
  const { code, output } = await deploy(['destroy', '--yes', 'bulkhead'])

  expect(plan.output).toMatch(/refused\s+bulkhead-chat\s+the name is taken/)
  expect(code).toBe(1)
  expect(output).toContain('bulkhead-chat: the name is taken by a Worker that this command did not deploy')
  expect(deployment.cloudflare.account.workers.size).toBe(7)
})

test('an account id that the token is not for is named as such', async () => {
  deployment.cloudflare.faults.withoutPermissions(
    'Workers KV Storage',
    'Workers R2 Storage',
    'Queues',
    'Vectorize',
    'AI Gateway',
    'Workers Scripts',
  )

  const { code, output } = await deploy(['up'])

  expect(code).toBe(1)
  expect(output).toMatch(/account: [0-9a-f]{32} lets this token read nothing/)
})
