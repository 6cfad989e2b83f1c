import { CHROMIUM, WITHOUT_CHROMIUM } from '@bulkhead/harness/runtime/chromium'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { accessibilityProblems } from './browser/accessibility.ts'
import { expectClean, startConsole, type ConsoleRun } from './browser/console-run.ts'
import { takePictures } from './browser/picture.ts'

describe.skipIf(CHROMIUM === undefined)(`an empty deployment${WITHOUT_CHROMIUM}`, () => {
  let run: ConsoleRun
  beforeAll(async () => {
    run = await startConsole({ appliesTenants: false })
  })
  afterAll(() => run?.stop())

  test('leads by a sign-in link in three steps to a first answer', async () => {
    const { body } = await run.admin('POST', '/sign-in-links', {})
    const watched = await run.browser.page()
    const { page } = watched
    await page.goto(run.url('/sign-in') + new URL(body.url).hash)
    await page.getByRole('navigation', { name: 'Main' }).waitFor()
    expect(page.url()).not.toContain('code=')

    await page.goto(run.url('/'))
    await page.getByRole('heading', { level: 1, name: 'Three steps to a first answer' }).waitFor()
    await page.getByLabel('Name').fill('Harbour Office')
    await takePictures(page, 'first-run')
    expect(await accessibilityProblems(page)).toEqual([])
    await page.getByRole('button', { name: 'Create tenant' }).click()
    await page.getByRole('button', { name: 'Create key' }).click()
    await page.getByText('curl').first().waitFor()
    await page.getByRole('button', { name: 'Ask' }).click()
    await page.getByText('stand-in for a language model').waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    await takePictures(page, 'first-answer')

    const again = await run.browser.page()
    await again.page.goto(run.url('/sign-in') + new URL(body.url).hash)
    await again.page.getByRole('alert').waitFor()
    expectClean(watched)
  })
})
