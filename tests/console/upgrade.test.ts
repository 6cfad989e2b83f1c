import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { CHROMIUM, WITHOUT_CHROMIUM } from './browser/chromium.ts'
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
    let loads = 0
    page.on('request', (request) => (loads += request.isNavigationRequest() ? 1 : 0))

    // The release that the tab comes from is gone: its files are missing until the page has been loaded again.
    await page.route(/\/console\/assets\/.*\.js$/, (route) =>
      loads === 0
        ? route.fulfill({ status: 404, headers: { 'cache-control': 'no-store' } })
        : route.continue(),
    )
    await page.getByRole('link', { name: 'Audit' }).click()
    await page.getByRole('heading', { level: 1, name: 'Audit' }).waitFor()

    expect(loads).toBe(1)
    expect(page.url()).toContain('/console/audit')
  })
})
