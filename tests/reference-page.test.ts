import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

import { ROOT } from '@bulkhead/harness/apps'
import { runCommand } from '@bulkhead/harness/run-command'
import { CHROMIUM, WITHOUT_CHROMIUM } from '@bulkhead/harness/runtime/chromium'
import axe, { type AxeResults } from 'axe-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { openBrowser, type OpenBrowser } from './console/browser/open-browser.ts'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** All routes are made alike, and colours take long to compare: one of each group stands for the others. */
const THIN =
  "for (const group of document.querySelectorAll('main .group')) [...group.querySelectorAll('.operation, .object')].slice(1).forEach((one) => one.remove())"

function generated(file: string): string {
  return readFileSync(join(ROOT, 'apps/gateway/.generated', file), 'utf8')
}

describe.skipIf(CHROMIUM === undefined)(`/docs of the gateway${WITHOUT_CHROMIUM}`, () => {
  let server: Server
  let browser: OpenBrowser
  let url: string
  beforeAll(async () => {
    await runCommand('node', ['apps/gateway/openapi/write.ts'], { quiet: true })
    const page = generated('reference.html')
    const policy = generated('reference-policy.txt')
    server = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8')
      response.setHeader('content-security-policy', policy)
      response.end(page)
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/docs`
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    server?.close()
  })

  test.each(['light', 'dark'] as const)('axe finds nothing in the theme %s', async (theme) => {
    const { page, problems } = await browser.page({ theme })
    await page.goto(url)
    await page.evaluate(axe.source)
    await page.evaluate(THIN)

    const found = await page.evaluate<AxeResults>(`axe.run({ runOnly: ${JSON.stringify(RULES)} })`)
    expect(found.violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
    expect(problems).toEqual([])
  })

  test('the search leaves the routes that have all of its words', async () => {
    const { page, problems } = await browser.page()
    await page.goto(url)
    await page.keyboard.press('/')
    await page.keyboard.type('post answers')

    expect(await page.locator('nav li:visible').allInnerTexts()).toEqual(['POST\n/answers'])
    expect(await page.locator('.operation:visible').count()).toBe(1)
    expect(problems).toEqual([])
  })

  test('a language that is chosen once is that of every example', async () => {
    const { page } = await browser.page()
    await page.goto(url)
    const example = page.locator('#post-v1-search .example').first()
    await example.getByText('TypeScript').click()

    expect(await example.locator('pre:visible').first().innerText()).toContain('await fetch(')
    expect(await page.locator('.tabs pre.curl:visible').count()).toBe(0)
  })
})
