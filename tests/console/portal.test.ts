import { Client, localKey } from '@bulkhead/harness/client'
import { CHROMIUM, WITHOUT_CHROMIUM } from '@bulkhead/harness/runtime/chromium'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { accessibilityProblems } from './browser/accessibility.ts'
import { expectClean, startConsole, type ConsoleRun } from './browser/console-run.ts'
import { takePictures } from './browser/picture.ts'

const SCOPES = ['usage:read', 'keys:write', 'documents:read', 'documents:write', 'chat', 'search']

describe.skipIf(CHROMIUM === undefined)(`a tenant's people in the portal${WITHOUT_CHROMIUM}`, () => {
  let run: ConsoleRun
  beforeAll(async () => {
    run = await startConsole()
    for (const tenant of ['acme', 'globex']) {
      const client = new Client(run.bulkhead.fetch, localKey(tenant))
      await client.post('/v1/documents', {
        id: `${tenant}-log`,
        title: `Log of ${tenant}`,
        text: `The log of ${tenant}.`,
      })
      await client.post('/v1/chat/completions', { messages: [{ role: 'user', content: 'Hello' }] })
    }
  })
  afterAll(() => run?.stop())

  const linkFor = async (tenantId: string, scopes: readonly string[] = SCOPES) => {
    const { body } = await run.admin('POST', '/portal-sessions', {
      tenantId,
      subject: `ada@${tenantId}.example`,
      scopes,
    })
    return run.url('/portal') + new URL(body.url).hash
  }

  test('see their own limits, keys and documents, and nothing of another tenant', async () => {
    const watched = await run.browser.page()
    const { page } = watched
    const answers: string[] = []
    page.on('response', (response) => {
      if (response.url().includes('/v1/'))
        void response.text().then(
          (text) => answers.push(text),
          () => undefined,
        )
    })
    await page.goto(await linkFor('acme'))
    await page.getByRole('heading', { level: 1, name: 'acme' }).waitFor()
    expect(page.url()).not.toContain('code=')
    await page.getByRole('meter', { name: 'Tokens today' }).waitFor()

    for (const view of ['Usage', 'Keys', 'Documents', 'Playground']) {
      await page.getByRole('tab', { name: view }).click()
      await page.waitForLoadState('networkidle')
      expect(await accessibilityProblems(page)).toEqual([])
      await takePictures(page, `portal-${view.toLowerCase()}`)
    }
    await page.getByRole('tab', { name: 'Documents' }).click()
    await page.getByText('Log of acme').waitFor()
    expect(answers.length).toBeGreaterThan(4)
    expect(answers.join('\n')).not.toContain('globex')
    expectClean(watched)
  })

  test('a session of one tenant is refused another, and every route of the operators', async () => {
    const { page } = await run.browser.page()
    await page.goto(await linkFor('acme', ['usage:read']))
    await page.getByRole('heading', { level: 1, name: 'acme' }).waitFor()
    const ask = (method: string, path: string, body?: object) =>
      page.evaluate(
        async ([verb, to, sent]) =>
          (
            await fetch(`/admin/v1${to}`, {
              method: verb,
              ...(sent === '' ? {} : { body: sent, headers: { 'content-type': 'application/json' } }),
            })
          ).status,
        [method, path, body === undefined ? '' : JSON.stringify(body)] as const,
      )

    expect(await ask('POST', '/session/key', { tenantId: 'globex' })).toBe(403)
    for (const path of ['/tenants', '/tenants/acme', '/usage', '/requests', '/audit-events', '/operators']) {
      expect([path, await ask('GET', path)]).toEqual([path, 403])
    }
    // The console of the operators sends them back to what is theirs.
    await page.goto(run.url('/tenants'))
    await page.getByRole('heading', { level: 1, name: 'acme' }).waitFor()
    // The portal's own tabs stand above those of what they show.
    const tabs = page.getByRole('tablist').first().getByRole('tab')
    await tabs.first().waitFor()
    expect(await tabs.allInnerTexts()).toEqual(['Usage'])
  })

  test('a link works once, and one key of the tenant opens the portal as well', async () => {
    const link = await linkFor('globex')
    const first = await run.browser.page()
    await first.page.goto(link)
    await first.page.getByRole('heading', { level: 1, name: 'globex' }).waitFor()
    await first.page.getByRole('button', { name: 'Sign out' }).click()
    await first.page.getByLabel('API key').waitFor()

    const second = await run.browser.page()
    await second.page.goto(link)
    await second.page.getByText('A link works once').waitFor()
    await second.page.getByLabel('API key').fill(localKey('globex'))
    await second.page.getByRole('button', { name: 'Continue' }).click()
    await second.page.getByRole('meter', { name: 'Tokens today' }).waitFor()
    expect(
      await second.page.evaluate(() => JSON.stringify(localStorage) + JSON.stringify(sessionStorage)),
    ).not.toContain('bh_')
  })
})
