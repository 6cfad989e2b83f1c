import type { Page } from 'playwright-core'

export type Theme = 'light' | 'dark'

/** Colours that fade arrive two frames later. Text, since nothing else here runs in a browser. */
const PAINTED =
  'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50))))'

/** The machine's theme, which the page follows; resolves when it has been painted. */
export async function showTheme(page: Page, theme: Theme): Promise<void> {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
  await page.locator(`html[data-mode="${theme}"]`).waitFor({ state: 'attached' })
  await page.evaluate(PAINTED)
}
