import { once } from 'node:events'
import { createServer } from 'node:http'

import { Client, eventually } from '@bulkhead/harness/client'
import { CHROMIUM, WITHOUT_CHROMIUM } from '@bulkhead/harness/runtime/chromium'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { accessibilityProblems } from './browser/accessibility.ts'
import { expectClean, startConsole, type ConsoleRun } from './browser/console-run.ts'

const MODEL = '@cf/meta/llama-3.1-8b-instruct-fp8'
const QUESTION = { max_tokens: 300, messages: [{ role: 'user', content: 'Tell me of ropes. '.repeat(10) }] }

describe.skipIf(CHROMIUM === undefined)(`an operator's everyday tasks${WITHOUT_CHROMIUM}`, () => {
  let run: ConsoleRun
  let made = 0
  beforeAll(async () => {
    run = await startConsole()
  })
  afterAll(() => run?.stop())

  /** A new one each time, so that a test that runs again finds what it expects. */
  async function tenant(name: string, more: object = {}) {
    made += 1
    const id = `${name}-${made}`
    await run.admin('POST', '/tenants', {
      id,
      name: `Tenant ${id}`,
      status: 'active',
      tier: 'standard',
      chat: { model: MODEL },
      rateLimit: { requestsPerMinute: 6_000, burst: 1_000 },
      budget: { tokensPerDay: 1_000_000 },
      ...more,
    })
    const { body } = await run.admin('POST', `/tenants/${id}/keys`, { scopes: ['chat', 'usage:read'] })
    return { id, client: new Client(run.bulkhead.fetch, body.key) }
  }
  const statusOf = async (client: Client) => (await client.post('/v1/chat/completions', QUESTION)).status

  test('raises a budget that is spent, and it is enforced at once', async () => {
    const { id, client: spender } = await tenant('spender', { budget: { tokensPerDay: 700 } })
    await eventually(async () => ((await statusOf(spender)) === 402 ? true : undefined))
    const watched = await run.signedIn(`/playground?tenant=${id}&mode=chat`)
    const { page } = watched
    await page.getByLabel('Message').fill('Hello')
    await page.getByRole('button', { name: 'Send' }).click()
    const refusal = page.getByRole('alert').filter({ hasText: 'Budget spent' })
    expect(await refusal.innerText()).toMatch(/resets \(.* UTC\).* of 700 tokens are used\./)

    await page.goto(run.url(`/tenants/${id}`))
    await page.getByRole('button', { name: 'Change limits' }).click()
    const dialog = page.getByRole('dialog', { name: 'Change limits' })
    await dialog.getByLabel('Tokens a day').fill('200000')
    await dialog.getByRole('cell', { name: '200000' }).waitFor()
    await dialog.getByRole('button', { name: 'Change limits' }).click()
    await page.getByText(/^Enforced at/).waitFor()
    expect(await accessibilityProblems(page)).toEqual([])

    expect(await statusOf(spender)).toBe(200)
    expectClean(watched)
  })

  test('finds why a request failed by its id alone', async () => {
    const { client: asker } = await tenant('asker')
    await run.bulkhead.setFault({ target: 'ai', mode: 'error' })
    const { headers } = await asker.post('/v1/chat/completions', QUESTION)
    await run.bulkhead.clearFaults()
    const watched = await run.signedIn('/requests')
    const { page } = watched

    await page.getByRole('searchbox', { name: 'Request or trace id' }).fill(headers.get('x-request-id') ?? '')
    await page.getByRole('heading', { level: 1, name: 'POST /v1/chat/completions' }).waitFor()
    await page.getByText('ai_unavailable').first().waitFor({ timeout: 30_000 })
    expect(watched.problems).toEqual([])
  })

  test('suspends a tenant with a reason, and resumes it', async () => {
    const { id, client: late } = await tenant('late')
    const watched = await run.signedIn(`/tenants/${id}`)
    const { page } = watched
    await page.getByRole('button', { name: 'Suspend' }).click()
    await page.getByRole('dialog').getByLabel('Reason').fill('Payment is late.')
    await page.getByRole('dialog').getByRole('button', { name: 'Suspend' }).click()
    await page.getByText(`Tenant ${id} is suspended`).waitFor()
    expect(await statusOf(late)).toBe(403)

    await page.getByRole('button', { name: 'Resume' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Resume' }).click()
    await page.getByText(`Tenant ${id} is active again`).waitFor()
    expect(await statusOf(late)).toBe(200)
    const { body } = await run.admin('GET', `/audit-events?target=${id}&action=tenant.suspended`)
    expect(body.data[0].reason).toBe('Payment is late.')
    expectClean(watched)
  })

  test('finds who has used most today, and how much of it no provider has reported', async () => {
    const [much, little] = [await tenant('much'), await tenant('little')]
    for (const { client } of [much, much, much, little]) await statusOf(client)
    const watched = await run.signedIn('/usage?range=today&group=tenant')
    const table = watched.page.getByRole('table', { name: 'tenants' })
    const names = () => table.getByRole('row').locator('td:first-child').allInnerTexts()

    await eventually(async () => {
      const shown = await names()
      const [first, second] = [much, little].map(({ id }) => shown.indexOf(id))
      return first !== undefined && second !== undefined && first >= 0 && first < second ? true : undefined
    }, 60_000)
    await watched.page.getByText('providers reported every token').waitFor()
    expect(watched.problems).toEqual([])
  })

  test('creates a webhook, tests it, and replays what did not arrive', async () => {
    const seen: (string | undefined)[] = []
    const receiver = createServer((request, response) => {
      seen.push(String(request.headers['webhook-id']))
      response.statusCode = seen.length === 1 ? 500 : 200
      response.end()
    }).listen(0, '127.0.0.1')
    await once(receiver, 'listening')
    const address = receiver.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const watched = await run.signedIn('/webhooks')
    const { page } = watched
    await page.getByRole('button', { name: 'Create webhook' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('URL').fill(`http://127.0.0.1:${port}/hook`)
    await dialog.getByRole('button', { name: 'Create webhook' }).click()
    await page.getByText(/^whsec_/).waitFor()
    await page.getByRole('button', { name: 'I have copied it' }).click()

    await page.getByRole('link', { name: new RegExp(String(port)) }).click()
    await page.getByRole('button', { name: 'Send a test' }).click()
    await page.getByRole('cell', { name: '500' }).waitFor({ timeout: 30_000 })
    await page.getByRole('button', { name: 'Replay webhook.test' }).click()
    await page.getByText('delivered').first().waitFor({ timeout: 30_000 })

    expect(new Set(seen).size).toBe(1)
    receiver.close()
    expectClean(watched)
  })

  const SCREENS = [
    '/tenants',
    '/tenants/acme',
    '/tenants/acme/keys',
    '/tenants/acme/documents',
    '/tenants/acme/config',
    '/budgets',
    '/webhooks',
    '/settings?view=plans',
    '/settings?view=prices',
    '/settings?view=flags',
    '/settings?view=operators',
    '/playground?tenant=acme',
    '/first-run',
  ]
  const CHANGES =
    /^(create|change|override|suspend|resume|rotate|revoke|edit|remove|delete|retry|send|new|thresholds|role)\b/i

  test('a viewer may open every screen, and is offered no change on any', async () => {
    const { body: viewer } = await run.admin('POST', '/operators', { name: 'Vera', role: 'viewer' })
    const watched = await run.signedIn('/', { token: viewer.token })
    const { page } = watched
    for (const path of SCREENS) {
      await page.goto(run.url(path))
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.waitForLoadState('networkidle')
      const offered = await page.getByRole('main').getByRole('button').allInnerTexts()
      expect([path, offered.filter((name) => CHANGES.test(name))]).toEqual([path, []])
    }
    expectClean(watched)
  })
})
