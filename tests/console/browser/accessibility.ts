import axe, { type AxeResults, type RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'

import { showTheme, type Theme } from './show-theme.ts'

interface Injected {
  readonly axe: { readonly run: (options: RunOptions) => Promise<AxeResults> }
}

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/**
 * What WCAG 2.2 AA says against the page as it stands, in each theme: `theme rule: where`. axe is put in by the
 * debugger, which the page's content security policy does not hold up.
 */
export async function accessibilityProblems(
  page: Page,
  themes: readonly Theme[] = ['light', 'dark'],
): Promise<string[]> {
  const problems: string[] = []
  for (const theme of themes) {
    await showTheme(page, theme)
    await page.evaluate(axe.source)
    const found = await page.evaluate(async (tags) => {
      const { axe: injected } = globalThis as unknown as Injected
      const { violations } = await injected.run({ runOnly: { type: 'tag', values: tags } })
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
      )
    }, TAGS)
    problems.push(...found.map((problem) => `${theme} ${problem}`))
  }
  await showTheme(page, themes[0] ?? 'light')
  return problems
}
