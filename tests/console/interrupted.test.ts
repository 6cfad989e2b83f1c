import { ADMIN_TOKEN, Client, eventually, localKey } from '@bulkhead/harness/client'
import { CHROMIUM, WITHOUT_CHROMIUM } from '@bulkhead/harness/runtime/chromium'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { accessibilityProblems } from './browser/accessibility.ts'
import { expectClean, startConsole, type ConsoleRun } from './browser/console-run.ts'

/** HTML, a mark that turns what follows around, and no place to break. */
const HOSTILE = `<img src=x onerror=alert(1)>\u202Eexe.\u{1F6A2}${'x'.repeat(60)}`

describe.skipIf(CHROMIUM === undefined)(`what goes wrong around the console${WITHOUT_CHROMIUM}`, () => {
  let run: ConsoleRun
  beforeAll(async () => {
    run = await startConsole()
    await run.admin('POST', '/tenants', {
      id: 'hostile',
      name: HOSTILE,
      status: 'active',
      tier: 'standard',
      chat: { model: '@cf/meta/llama-3.1-8b-instruct-fp8' },
      rateLimit: { requestsPerMinute: 600, burst: 100 },
      budget: { tokensPerDay: 9_007_199_254_740_991 },
    })
    await run.admin('POST', '/tenants/hostile/keys', { name: HOSTILE, scopes: ['chat'] })
    await run.admin('POST', '/operators', { name: HOSTILE, role: 'viewer' })
    const acme = new Client(run.bulkhead.fetch, localKey('acme'))
    await acme.post('/v1/documents', { id: 'hostile', title: HOSTILE, text: 'A halyard hoists a sail.' })
  })
  afterAll(() => run?.stop())

  const ended = (page: Page) => page.getByRole('alertdialog', { name: 'Your session has ended' })

  test('a session that ends within a form keeps what was typed, and hides the page until it is back', async () => {
    const watched = await run.signedIn('/tenants/hostile/keys')
    const { page } = watched
    await page.getByRole('button', { name: 'Create key' }).click()
    await page.getByRole('dialog').getByLabel('Name').fill('typed before')
    await page.context().clearCookies()
    await page.getByRole('dialog').getByRole('button', { name: 'Create key' }).click()
    await ended(page).waitFor()
    expect(await accessibilityProblems(page)).toEqual([])

    await ended(page).getByRole('button', { name: 'Check again' }).click()
    await ended(page).getByText('Nobody is signed in yet.').waitFor()
    await ended(page).getByLabel('Token').fill(ADMIN_TOKEN)
    await page.keyboard.press('Enter')
    await ended(page).waitFor({ state: 'detached' })
    expect(await page.getByRole('dialog').getByLabel('Name').inputValue()).toBe('typed before')
    await page.getByRole('dialog').getByRole('button', { name: 'Create key' }).click()
    await page.getByText('curl').first().waitFor()
    expectClean(watched)
  })

  test('who signs in as somebody else starts with a page of their own', async () => {
    const { body: viewer } = await run.admin('POST', '/operators', { name: 'Vera', role: 'viewer' })
    const { page } = await run.signedIn('/tenants/acme')
    await page.context().clearCookies()
    await ended(page).waitFor({ timeout: 30_000 })
    await ended(page).getByLabel('Token').fill(viewer.token)
    await page.keyboard.press('Enter')

    await page.getByText('Vera').first().waitFor()
    await page.getByRole('heading', { level: 1, name: /Acme/ }).waitFor()
    expect(await page.getByRole('button', { name: 'Suspend' }).count()).toBe(0)
  })

  test('signing out in one tab hides the other, and the back button shows nothing', async () => {
    const { page } = await run.signedIn('/tenants')
    const other = await page.context().newPage()
    await other.goto(run.url('/tenants/acme'))
    await other.getByRole('heading', { level: 1, name: /Acme/ }).waitFor()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByLabel('Token').waitFor()

    await page.goBack()
    await page.getByLabel('Token').waitFor()
    expect(await page.getByText('Acme').count()).toBe(0)
    await ended(other).waitFor({ timeout: 30_000 })
  })

  /** Another one each time that the test runs. */
  let burst = 70

  test('what somebody else has changed meanwhile is said, and the change can be made on top of it', async () => {
    const { page } = await run.signedIn('/tenants/hostile')
    await page.getByRole('button', { name: 'Change limits' }).click()
    const dialog = page.getByRole('dialog', { name: 'Change limits' })
    burst += 1
    await dialog.getByLabel('Burst').fill(String(burst))
    await run.admin('PATCH', '/tenants/hostile', { rateLimit: { requestsPerMinute: 500 + burst } })
    await dialog.getByRole('button', { name: 'Change limits' }).click()
    await dialog.getByRole('alert').getByText('Somebody else changed this').waitFor()

    expect(await dialog.getByLabel('Burst').inputValue()).toBe(String(burst))
    await dialog.getByRole('group', { name: 'Changes' }).getByText(String(burst)).waitFor()
    await dialog.getByRole('button', { name: 'Change limits' }).click()
    await page.getByText('Limits are changed').waitFor()
    const { body } = await run.admin('GET', '/tenants/hostile')
    expect(body.rateLimit).toMatchObject({ requestsPerMinute: 500 + burst, burst })
  })

  test('whose role was lowered meanwhile reads why a change is refused', async () => {
    const { body: operator } = await run.admin('POST', '/operators', { name: 'Olga', role: 'operator' })
    const { page } = await run.signedIn('/tenants/hostile', { token: operator.token })
    await page.getByRole('button', { name: 'Suspend' }).click()
    await run.admin('PATCH', `/operators/${operator.id}`, { role: 'viewer' })
    await page.getByRole('dialog').getByRole('button', { name: 'Suspend' }).click()
    await page.getByRole('alert').getByText('Your role may not do this').waitFor()

    expect((await run.admin('GET', '/tenants/hostile')).body.status).toBe('active')
  })

  test('a server that cannot be reached is said, and everything is read again once it can', async () => {
    const { page } = await run.signedIn('/tenants/acme')
    await page.getByRole('meter').first().waitFor()
    const reads: string[] = []
    await page.route('**/admin/v1/**', (route) => route.abort('connectionrefused'))
    await page.getByText('The server cannot be reached.').waitFor({ timeout: 30_000 })
    expect(await page.getByRole('meter').first().isVisible()).toBe(true)
    expect(await accessibilityProblems(page)).toEqual([])

    page.on('requestfinished', (request) => reads.push(new URL(request.url()).pathname))
    await page.unroute('**/admin/v1/**')
    await page.getByText('The server cannot be reached.').waitFor({ state: 'detached', timeout: 30_000 })
    await eventually(async () => (reads.includes('/admin/v1/tenants/acme/usage') ? true : undefined))
  })

  const ABSENT = [
    ['/tenants/nobody', 'Tenant not found'],
    ['/tenants/nobody/keys', 'Tenant not found'],
    ['/webhooks/wh_nobody', 'There is no such webhook'],
    ['/requests/req_nobody', 'This request is not kept'],
    ['/nowhere/at/all', 'There is no such page'],
    ['/usage?range=for-ever&group=colour&measure=joy', 'Last 30 days'],
  ] as const

  test('a link to what is not there says so', async () => {
    const watched = await run.signedIn('/')
    for (const [path, words] of ABSENT) {
      await watched.page.goto(run.url(path))
      await watched.page.getByText(words).first().waitFor()
    }
    expect(watched.problems).toEqual([])
  })

  const SCREENS = [
    '/',
    '/tenants',
    '/tenants/hostile',
    '/tenants/hostile/keys',
    '/documents?tenant=acme',
    '/settings?view=operators',
    '/budgets',
    '/audit',
    '/usage?range=today&group=tenant',
    '/requests',
  ]

  test('names of whatever text run nothing, and no screen of a phone scrolls sideways', async () => {
    const watched = await run.signedIn('/')
    const { page } = watched
    await page.setViewportSize({ width: 390, height: 800 })
    const dialogs: string[] = []
    page.on('dialog', (dialog) => dialogs.push(dialog.message()))
    for (const path of SCREENS) {
      await page.goto(run.url(path))
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.waitForLoadState('networkidle')
      expect([path, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([path, 390])
      expect(await page.locator('img[src="x"]').count()).toBe(0)
    }
    expect(dialogs).toEqual([])
    expectClean(watched)
  })
})
