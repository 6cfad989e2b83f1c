import { CHROMIUM } from '@bulkhead/harness/runtime/chromium'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'

import type { Theme } from './show-theme.ts'
import { watchPage } from './watch-page.ts'

export interface OpenBrowser {
  readonly browser: Browser
  /** A page of its own cookies; what it did wrong so far is in `problems`. */
  page(options?: PageOptions): Promise<WatchedPage>
  close(): Promise<void>
}

export interface PageOptions extends BrowserContextOptions {
  readonly theme?: Theme
}

export interface WatchedPage {
  readonly page: Page
  /** Console errors, thrown errors and violations of the content security policy, oldest first. */
  readonly problems: readonly string[]
}

const SIZE = { width: 1_280, height: 800 }

/** One Chromium. Motion is off and times are UTC, so that two runs show the same. */
export async function openBrowser(): Promise<OpenBrowser> {
  const browser = await chromium.launch({
    executablePath: CHROMIUM ?? 'chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
  })
  return {
    browser,
    page: async ({ theme = 'light', ...options } = {}) => {
      const context = await browser.newContext({
        viewport: SIZE,
        colorScheme: theme,
        reducedMotion: 'reduce',
        locale: 'en-GB',
        timezoneId: 'UTC',
        ...options,
      })
      context.setDefaultTimeout(15_000)
      const page = await context.newPage()
      return { page, problems: watchPage(page) }
    },
    close: () => browser.close(),
  }
}
