import { CHROMIUM, WITHOUT_CHROMIUM } from '@bulkhead/harness/runtime/chromium'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { startConsole, type ConsoleRun } from './browser/console-run.ts'

describe.skipIf(CHROMIUM === undefined)(`a tab that is open during an upgrade${WITHOUT_CHROMIUM}`, () => {
  let run: ConsoleRun
  beforeAll(async () => {
    run = await startConsole()
  })
  afterAll(() => run?.stop())

  test('shows the next screen after one reload', async () => {
    const { page } = await run.signedIn('/tenants')
    await page.getByRole('heading', { level: 1, name: 'Tenants' }).waitFor()
    await page.waitForLoadState('networkidle')
    let isReloading = false
    let loads = 0
    page.on('request', (request) => (isReloading ||= request.isNavigationRequest()))
    page.on('domcontentloaded', () => (loads += 1))

    // The release that the tab comes from is gone: its files are missing until the page has been loaded again.
    await page.route(/\/console\/assets\/.*\.js$/, (route) =>
      isReloading
        ? route.continue()
        : route.fulfill({ status: 404, headers: { 'cache-control': 'no-store' } }),
    )
    await page.getByRole('link', { name: 'Audit' }).click()
    await page.getByRole('heading', { level: 1, name: 'Audit' }).waitFor()
    await page.waitForLoadState('networkidle')

    expect(loads).toBe(1)
    expect(page.url()).toContain('/console/audit')
  })
})
