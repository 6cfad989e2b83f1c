import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

import { ROOT } from '@bulkhead/harness/apps'
import type { Page } from 'playwright-core'

import { showTheme } from './show-theme.ts'

/** For people to look at; git ignores them. */
export const PICTURES = join(ROOT, '.wrangler/console-pictures')

/** The page in both themes, as `name.light.png` and `name.dark.png`. */
export async function takePictures(page: Page, name: string): Promise<void> {
  mkdirSync(PICTURES, { recursive: true })
  for (const theme of ['light', 'dark'] as const) {
    await showTheme(page, theme)
    // Bars of a chart grow.
    await page.waitForTimeout(400)
    await page.screenshot({ path: join(PICTURES, `${name}.${theme}.png`), animations: 'disabled' })
  }
  await showTheme(page, 'light')
}
