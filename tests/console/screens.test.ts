import { Client, localKey } from '@bulkhead/harness/client'
import { CHROMIUM, WITHOUT_CHROMIUM } from '@bulkhead/harness/runtime/chromium'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { accessibilityProblems } from './browser/accessibility.ts'
import { expectClean, startConsole, type ConsoleRun } from './browser/console-run.ts'
import type { WatchedPage } from './browser/open-browser.ts'
import { takePictures } from './browser/picture.ts'

/** Each with something that stands there once its figures have come. */
const SCREENS = [
  ['overview', '/', 'Overview'],
  ['tenants', '/tenants', 'Tenants'],
  ['tenant', '/tenants/acme', 'Acme'],
  ['keys', '/tenants/acme/keys', 'Acme'],
  ['tenant-documents', '/tenants/acme/documents', 'Acme'],
  ['tenant-dead-letters', '/tenants/acme/dead-letters', 'Acme'],
  ['tenant-config', '/tenants/acme/config', 'Acme'],
  ['usage', '/usage', 'Usage & cost'],
  ['usage-of-a-tenant', '/usage?tenant=acme&measure=tokens&group=key', 'Usage & cost'],
  ['budgets', '/budgets', 'Budgets & alerts'],
  ['requests', '/requests', 'Requests'],
  ['documents', '/documents?tenant=acme', 'Documents'],
  ['dead-letters', '/dead-letters?tenant=acme', 'Dead letters'],
  ['playground', '/playground?tenant=acme', 'Playground'],
  ['audit', '/audit', 'Audit'],
  ['webhooks', '/webhooks', 'Webhooks'],
  ['settings', '/settings', 'Settings'],
  ['settings-prices', '/settings?view=prices', 'Settings'],
  ['settings-operators', '/settings?view=operators', 'Settings'],
  ['settings-flags', '/settings?view=flags', 'Settings'],
  ['settings-release', '/settings?view=release', 'Settings'],
] as const

describe.skipIf(CHROMIUM === undefined)(`every screen${WITHOUT_CHROMIUM}`, () => {
  let run: ConsoleRun
  let watched: WatchedPage
  beforeAll(async () => {
    run = await startConsole()
    await useSomething(run)
    watched = await run.signedIn()
  })
  afterAll(() => run?.stop())

  test.each(SCREENS)(
    '%s says what it is, and WCAG 2.2 AA finds nothing in either theme',
    async (name, path, title) => {
      const { page } = watched
      await page.goto(run.url(path))
      await page.getByRole('heading', { level: 1, name: title }).first().waitFor()
      await page.waitForLoadState('networkidle')

      expect(await accessibilityProblems(page)).toEqual([])
      await takePictures(page, name)
      expectClean(watched)
    },
  )

  test('one webhook, and a page that is not there, are accessible too', async () => {
    const { page } = watched
    await page.goto(run.url('/webhooks'))
    await page.getByRole('link', { name: /hooks\.example/ }).click()
    await page.getByRole('button', { name: 'Send a test' }).waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    await takePictures(page, 'webhook')
    await page.goto(run.url('/nowhere'))
    await page.getByText('There is no such page').waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    expectClean(watched)
  })

  test('who hears the console finds every screen by name, and the playground’s form', async () => {
    const { page } = watched
    await page.goto(run.url('/playground?tenant=acme'))
    await page.getByLabel('Question').waitFor()
    const links = page.getByRole('navigation', { name: 'Main' }).getByRole('link')

    expect(await links.allInnerTexts()).toEqual([
      expect.stringContaining('Bulkhead'),
      'Overview',
      'Tenants',
      'Usage & cost',
      'Budgets & alerts',
      'Requests',
      'Documents',
      'Dead letters',
      'Playground',
      'Audit',
      'Webhooks',
      'Settings',
    ])
    const form = await page.getByRole('main').locator('form').ariaSnapshot()
    expect(form.split('\n')).toEqual([
      '- text: Ask',
      '- combobox "Ask": Answer with citations',
      '- text: Question',
      '- textbox "Question"',
      '- text: Passages',
      '- spinbutton "Passages": "5"',
      '- checkbox "Stream the answer" [checked]:',
      '  - img',
      '- text: Stream the answer',
      '- button "Send" [disabled]',
      '- text: Ctrl + Enter sends',
    ])
  })

  test('signing in and the portal of a stranger are accessible too', async () => {
    const stranger = await run.browser.page()
    for (const [name, path] of [
      ['sign-in', '/sign-in'],
      ['portal-sign-in', '/portal'],
    ] as const) {
      await stranger.page.goto(run.url(path))
      await stranger.page.getByRole('heading', { level: 1 }).waitFor()
      expect(await accessibilityProblems(stranger.page)).toEqual([])
      await takePictures(stranger.page, name)
    }
    expectClean(stranger)
  })
})

/** So that no screen is empty. */
async function useSomething({ bulkhead, admin }: ConsoleRun): Promise<void> {
  const acme = new Client(bulkhead.fetch, localKey('acme'))
  const question = { messages: [{ role: 'user', content: 'How do I moor a boat?' }] }
  await Promise.all([1, 2, 3].map(() => acme.post('/v1/chat/completions', question)))
  await acme.post('/v1/documents', { id: 'ropes', title: 'Ropes', text: 'A halyard hoists a sail.' })
  await acme.post('/v1/search', { query: 'halyard' })
  await acme.post('/v1/answers', { question: '' })
  await admin('POST', '/webhooks', { url: 'https://hooks.example/bulkhead', events: ['budget.threshold'] })
}
