import { Client, localKey } from '@bulkhead/harness/client'
import { CHROMIUM, WITHOUT_CHROMIUM } from '@bulkhead/harness/runtime/chromium'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { accessibilityProblems } from './browser/accessibility.ts'
import { expectClean, startConsole, type ConsoleRun } from './browser/console-run.ts'
import type { WatchedPage } from './browser/open-browser.ts'
import { takePictures } from './browser/picture.ts'

/** Where it is, and what is pressed until it is open. */
const DIALOGS = [
  ['create-tenant', '/tenants', ['Create tenant']],
  ['change-limits', '/tenants/dialogs', ['Change limits']],
  ['change-plan', '/tenants/dialogs', ['Change plan']],
  ['suspend', '/tenants/dialogs', ['Suspend']],
  ['portal-link', '/tenants/dialogs', ['More actions', /^Portal link/]],
  ['erase', '/tenants/dialogs', ['More actions', /^Erase tenant/]],
  ['edit-document', '/tenants/dialogs/config', [/^Edit/]],
  ['create-key', '/tenants/dialogs/keys', ['Create key']],
  ['rotate-key', '/tenants/dialogs/keys', ['Rotate bot']],
  ['revoke-key', '/tenants/dialogs/keys', ['Revoke bot']],
  ['read-document', '/documents?tenant=acme', ['Read Ropes']],
  ['delete-document', '/documents?tenant=acme', ['Delete Ropes']],
  ['thresholds', '/budgets?tenant=dialogs', ['Thresholds']],
  ['create-webhook', '/webhooks', ['Create webhook']],
  ['create-plan', '/settings?view=plans', ['Create plan']],
  ['new-prices', '/settings?view=prices', ['New version']],
  ['create-operator', '/settings?view=operators', ['Create operator']],
  ['change-role', '/settings?view=operators', ['Change the role of Ada']],
  ['remove-operator', '/settings?view=operators', ['Remove Ada']],
] as const

describe.skipIf(CHROMIUM === undefined)(`every dialog${WITHOUT_CHROMIUM}`, () => {
  let run: ConsoleRun
  let watched: WatchedPage
  beforeAll(async () => {
    run = await startConsole()
    await run.admin('POST', '/tenants', {
      id: 'dialogs',
      name: 'Tenant of dialogs',
      status: 'active',
      tier: 'standard',
      chat: { model: '@cf/meta/llama-3.1-8b-instruct-fp8' },
      rateLimit: { requestsPerMinute: 600, burst: 100 },
      budget: { tokensPerDay: 1_000_000 },
    })
    await run.admin('POST', '/tenants/dialogs/keys', { name: 'bot', scopes: ['chat'] })
    await run.admin('POST', '/operators', { name: 'Ada', role: 'viewer' })
    const acme = new Client(run.bulkhead.fetch, localKey('acme'))
    await acme.post('/v1/documents', { id: 'ropes', title: 'Ropes', text: 'A halyard hoists a sail.' })
    watched = await run.signedIn()
  })
  afterAll(() => run?.stop())

  test.each(DIALOGS)(
    '%s: WCAG 2.2 AA finds nothing in either theme, and Escape leaves',
    async (name, path, presses) => {
      const { page } = watched
      await page.goto(run.url(path))
      for (const press of presses) {
        await page
          .getByRole('button', { name: press })
          .or(page.getByRole('menuitem', { name: press }))
          .first()
          .click()
      }
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('heading').first().waitFor()
      await page.waitForLoadState('networkidle')

      expect(await accessibilityProblems(page)).toEqual([])
      await takePictures(page, `dialog-${name}`)
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'detached' })
      expectClean(watched)
    },
  )
})
