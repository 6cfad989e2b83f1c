import { Client, eventually, localKey } from '@bulkhead/harness/client'
import { CHROMIUM, WITHOUT_CHROMIUM } from '@bulkhead/harness/runtime/chromium'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { accessibilityProblems } from './browser/accessibility.ts'
import { expectClean, startConsole, type ConsoleRun } from './browser/console-run.ts'
import { takePictures } from './browser/picture.ts'

const TENANT = {
  status: 'active',
  tier: 'standard',
  chat: { model: '@cf/meta/llama-3.1-8b-instruct-fp8' },
  rateLimit: { requestsPerMinute: 6_000, burst: 1_000 },
  budget: { tokensPerDay: 100_000 },
}

describe.skipIf(CHROMIUM === undefined)(`an operator in the console${WITHOUT_CHROMIUM}`, () => {
  let run: ConsoleRun
  beforeAll(async () => {
    // One retry, so that the dead-letter queue is reached in seconds.
    run = await startConsole({ queueRetries: 1 })
  })
  afterAll(() => run?.stop())

  const create = (id: string, more: object = {}) =>
    run.admin('POST', '/tenants', { id, name: `Tenant ${id}`, ...TENANT, ...more })

  test('creates, rotates with grace and revokes a key by keyboard alone', async () => {
    await create('keyed')
    const watched = await run.signedIn('/tenants/keyed/keys')
    const { page } = watched

    await press(page, 'button', /^Create key/)
    await page.keyboard.type('deploy bot')
    await page.keyboard.press('Enter')
    const first = await secretShown(page)
    await page.keyboard.press('Escape')
    const listed = new Client(run.bulkhead.fetch, first)
    expect((await listed.get('/v1/models')).status).toBe(200)

    await press(page, 'button', 'Rotate deploy bot')
    await page.getByRole('dialog').waitFor()
    await press(page, 'button', 'Rotate', page.getByRole('dialog'))
    const second = await secretShown(page)
    await page.keyboard.press('Escape')
    expect(second).not.toBe(first)
    const both = [first, second].map((key) => new Client(run.bulkhead.fetch, key).get('/v1/models'))
    expect((await Promise.all(both)).map(({ status }) => status)).toEqual([200, 200])

    await press(page, 'button', 'Revoke deploy bot')
    await page.getByRole('dialog').waitFor()
    await press(page, 'button', 'Revoke', page.getByRole('dialog'))
    await page
      .getByText(/Enforced at \d\d:\d\d:\d\d\.\d{3} UTC/)
      .first()
      .waitFor()
    const gone = [first, second].map((key) => new Client(run.bulkhead.fetch, key).get('/v1/models'))
    expect((await Promise.all(gone)).map(({ status }) => status)).toEqual([401, 401])
    expectClean(watched)
  })

  test('sees a budget of 2,000 tokens fill up, and the notices of its thresholds', async () => {
    const watched = await run.signedIn('/budgets?tenant=tyrell')
    const { page } = watched
    const bar = page.getByRole('meter', { name: 'Tokens a day' })
    await bar.waitFor()
    const tyrell = new Client(run.bulkhead.fetch, localKey('tyrell'))
    // What is left holds fewer and fewer, until it holds nothing at all.
    for (const [max_tokens, content] of [
      [300, 'Tell me of ropes. '.repeat(10)],
      [40, 'Tell me of ropes.'],
      [1, 'Hi'],
    ] as const) {
      const question = { max_tokens, messages: [{ role: 'user', content }] }
      await eventually(async () =>
        (await tyrell.post('/v1/chat/completions', question)).status === 402 ? true : undefined,
      )
    }

    await eventually(async () => (Number(await bar.getAttribute('aria-valuenow')) >= 98 ? true : undefined))
    const notices = page.getByRole('region', { name: 'Last notices' })
    await notices.getByText('Tokens a day: 80 %').waitFor({ timeout: 30_000 })
    await takePictures(page, 'budget-full')
    expect(await accessibilityProblems(page)).toEqual([])
    expectClean(watched)
  })

  test('finds a document that failed, follows the 503 of its retry from the toast to its waterfall, and retries it', async () => {
    await run.bulkhead.setFault({
      target: 'storage:Corpus',
      mode: 'overload',
      method: 'stage',
      tenantId: 'globex',
    })
    const globex = new Client(run.bulkhead.fetch, localKey('globex'))
    await globex.post('/v1/documents', { id: 'hemlock', title: 'Hemlock', text: 'A cup of hemlock.' })
    const statusOf = async () => (await globex.get('/v1/documents/hemlock')).body.status
    await eventually(async () => ((await statusOf()) === 'failed' ? true : undefined))
    await run.bulkhead.clearFaults()

    const watched = await run.signedIn('/dead-letters?tenant=globex')
    const { page } = watched
    await page.getByText('processing_failed').waitFor()
    await run.bulkhead.setFault({ target: 'worker:rag', mode: 'error', tenantId: 'globex' })
    await page.getByRole('button', { name: 'Retry Hemlock' }).click()
    const toast = page.getByRole('dialog').filter({ hasText: /unavailable/i })
    await toast.getByRole('link', { name: /^req_/ }).click()
    await page.getByRole('heading', { level: 1, name: /^POST .*retry/ }).waitFor()
    await page
      .getByRole('table', { name: /Spans/ })
      .getByRole('rowheader', { name: /call.*failed/ })
      .waitFor()
    await run.bulkhead.clearFaults()

    await page.goBack()
    await page.getByRole('button', { name: 'Retry Hemlock' }).click()
    await page.getByText('Hemlock starts again').waitFor()

    await eventually(async () => ((await statusOf()) === 'indexed' ? true : undefined))
    expect((await run.admin('GET', '/tenants/globex/dead-letters')).body.data).toEqual([])
    await page.getByText('Nothing has failed for good').waitFor({ timeout: 30_000 })
    expectClean(watched)
  })

  test('reads a 503 of the playground once, and follows it to its waterfall', async () => {
    const watched = await run.signedIn('/playground?tenant=acme&mode=chat')
    const { page } = watched
    await run.bulkhead.setFault({ target: 'ai', mode: 'error' })
    await page.getByLabel('Message').fill('Hello')
    await page.getByRole('button', { name: 'Send' }).click()
    const refusal = page.getByRole('alert').filter({ hasText: /unavailable/i })
    await refusal.waitFor({ timeout: 30_000 })
    expect(await page.getByText('AI provider is currently unavailable').count()).toBe(1)
    await run.bulkhead.clearFaults()
    await refusal.getByRole('link', { name: /^req_/ }).click()

    await page.getByRole('heading', { level: 1, name: 'POST /v1/chat/completions' }).waitFor()
    const waterfall = page.getByRole('table', { name: /Spans/ })
    // Of an object whose call failed, the local runtime hands on no lines: what the gateway saw is there.
    await waterfall.getByRole('rowheader', { name: /POST \/v1\/chat\/completions.*failed/ }).waitFor()
    await waterfall.getByRole('rowheader', { name: /call.*failed/ }).waitFor()
    await waterfall.getByRole('rowheader', { name: 'admit' }).waitFor()
    expect(await page.getByText('ai_unavailable').first().isVisible()).toBe(true)
    expect(await accessibilityProblems(page)).toEqual([])
    await takePictures(page, 'request')
    expectClean(watched)
  })

  test('erases a tenant, whose counts are there when it is done', async () => {
    await create('leaving')
    const { body } = await run.admin('POST', '/tenants/leaving/keys', {
      scopes: ['chat', 'documents:write', 'documents:read'],
    })
    const leaving = new Client(run.bulkhead.fetch, body.key)
    await leaving.post('/v1/documents', { id: 'last', title: 'Last', text: 'The last entry of the log.' })
    await eventually(async () =>
      (await leaving.get('/v1/documents/last')).body.status === 'indexed' ? true : undefined,
    )
    const watched = await run.signedIn('/tenants/leaving')
    const { page } = watched

    await page.getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('menuitem', { name: /Erase tenant/ }).click()
    const dialog = page.getByRole('dialog')
    const erase = dialog.getByRole('button', { name: 'Erase for good' })
    expect(await erase.isDisabled()).toBe(true)
    await dialog.getByLabel('Type leaving to confirm').fill('leaving')
    await dialog.getByLabel('Reason').fill('The contract ended.')
    await erase.click()

    const work = page.getByRole('complementary', { name: 'Work in progress' })
    await work.getByText(/erased: 1 documents/).waitFor({ timeout: 30_000 })
    expect((await run.admin('GET', '/tenants/leaving')).status).toBe(404)
    expect((await leaving.get('/v1/models')).status).toBe(401)
    const audit = await run.admin('GET', '/audit-events?target=leaving&limit=1')
    expect(audit.body.data[0]).toMatchObject({ action: 'tenant.erased', reason: 'The contract ended.' })
    expectClean(watched)
  })

  test('a viewer is offered nothing that changes anything', async () => {
    const { body: viewer } = await run.admin('POST', '/operators', { name: 'Ada', role: 'viewer' })
    const watched = await run.signedIn('/tenants/acme/keys', { token: viewer.token })
    await watched.page.getByRole('table', { name: 'keys' }).waitFor()

    for (const name of [/^Create key/, /^Rotate/, /^Revoke/, /^Suspend/]) {
      expect(await watched.page.getByRole('button', { name }).count()).toBe(0)
    }
    expectClean(watched)
  })
})

/** Moves there by Tab alone, as somebody without a mouse does, and presses Enter. */
async function press(
  page: Page,
  role: 'button',
  name: string | RegExp,
  within: Pick<Page, 'getByRole'> = page,
): Promise<void> {
  const wanted = within.getByRole(role, { name, exact: typeof name === 'string' }).first()
  await wanted.waitFor()
  for (let tabs = 0; tabs < 80; tabs++) {
    if (await wanted.evaluate((element) => element === element.ownerDocument.activeElement)) {
      await page.keyboard.press('Enter')
      return
    }
    await page.keyboard.press('Tab')
  }
  throw new Error(`${String(name)} is not reached by Tab`)
}

async function secretShown(page: Page): Promise<string> {
  const block = page.getByRole('dialog').getByLabel('key', { exact: true })
  await block.waitFor()
  return (await block.innerText()).trim()
}
