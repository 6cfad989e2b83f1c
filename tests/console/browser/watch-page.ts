import type { Page } from 'playwright-core'

/** What the browser itself says about an answer that the page handles: the page shows these to a person. */
const EXPECTED = /^Failed to load resource: the server responded with a status of (4\d\d|503)/

/** Everything that the page does wrong from now on. Refused requests are no mistake of the page. */
export function watchPage(page: Page): readonly string[] {
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(`thrown: ${error.stack ?? error.message}`))
  page.on('console', (message) => {
    const text = message.text()
    const isBad = message.type() === 'error' || /content security policy/i.test(text)
    if (isBad && !EXPECTED.test(text)) problems.push(`console: ${text}`)
  })
  return problems
}
