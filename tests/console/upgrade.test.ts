import { describe, expect, test } from 'vitest'

import { CHROMIUM, WITHOUT_CHROMIUM } from './browser/chromium.ts'
import { startConsole } from './browser/console-run.ts'

describe.skipIf(CHROMIUM === undefined)(`a tab that is open during an upgrade${WITHOUT_CHROMIUM}`, () => {
  test('shows the next screen after one reload at most', async () => {
    const run = await startConsole()
    const watched = await run.signedIn('/tenants')
    const { page } = watched
    await page.getByRole('heading', { level: 1, name: 'Tenants' }).waitFor()
    let loads = 0
    page.on('load', () => (loads += 1))

    // The release that the tab comes from is gone: its chunks are missing until the page has been loaded again.
    await page.route(/\/console\/assets\/(?!index).*\.js$/, (route) =>
      loads === 0
        ? route.fulfill({ status: 404, headers: { 'cache-control': 'no-store' } })
        : route.continue(),
    )
    await page.getByRole('link', { name: 'Audit' }).click()
    await page.getByRole('heading', { level: 1, name: 'Audit' }).waitFor()

    expect(loads).toBe(1)
    expect(page.url()).toContain('/console/audit')
    await run.stop()
  })
})
