import { readFileSync } from 'node:fs'

import { Client, eventually, localKey } from '@bulkhead/harness/client'
import { CHROMIUM, WITHOUT_CHROMIUM } from '@bulkhead/harness/runtime/chromium'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { expectClean, startConsole, type ConsoleRun } from './browser/console-run.ts'
import type { WatchedPage } from './browser/open-browser.ts'

const SCOPES = ['usage:read', 'keys:write', 'documents:read', 'documents:write', 'chat', 'search']

describe.skipIf(CHROMIUM === undefined)(
  `a developer's everyday tasks in the portal${WITHOUT_CHROMIUM}`,
  () => {
    let run: ConsoleRun
    beforeAll(async () => {
      run = await startConsole()
      const acme = new Client(run.bulkhead.fetch, localKey('acme'))
      await acme.post('/v1/documents', { id: 'ropes', title: 'Ropes', text: 'A halyard hoists a sail.' })
      await eventually(async () =>
        (await acme.get('/v1/documents/ropes')).body.status === 'indexed' ? true : undefined,
      )
    })
    afterAll(() => run?.stop())

    async function portalOf(tenantId: string, view: string): Promise<WatchedPage> {
      const { body } = await run.admin('POST', '/portal-sessions', {
        tenantId,
        subject: 'dana@customer.example',
        scopes: SCOPES,
      })
      const watched = await run.browser.page()
      await watched.page.goto(run.url('/portal') + new URL(body.url).hash)
      await watched.page.getByRole('tab', { name: view }).click()
      return watched
    }

    const ask = async (page: Page, kind: string, fields: Readonly<Record<string, string>>) => {
      await page.goto(run.url(`/portal?view=playground&mode=${kind}`))
      for (const [label, text] of Object.entries(fields))
        await page.getByLabel(label, { exact: true }).fill(text)
      await page.getByRole('button', { name: 'Send' }).click()
    }

    test('tries every door of the API in the playground', async () => {
      const watched = await portalOf('acme', 'Playground')
      const { page } = watched
      const answered = (text: string | RegExp) => page.getByText(text).first().waitFor({ timeout: 30_000 })

      await ask(page, 'answers', { Question: 'What hoists a sail?' })
      await page.getByRole('region', { name: 'Citations' }).getByText('Ropes').waitFor({ timeout: 30_000 })
      await ask(page, 'chat', { Message: 'Hello' })
      await answered('stand-in for a language model')
      await ask(page, 'responses', { Input: 'Hello' })
      await answered('stand-in for a language model')
      await ask(page, 'search', { Query: 'halyard' })
      await answered('A halyard hoists a sail.')
      await ask(page, 'rerank', {
        Query: 'halyard',
        'Documents, one a line': 'A halyard hoists.\nBread is baked.',
      })
      await answered('Document 1')
      await ask(page, 'mcp-list', {})
      await answered('get_document')
      await ask(page, 'mcp-call', { Arguments: '{"query": "halyard"}' })
      await answered('A halyard hoists a sail.')
      expect(watched.problems).toEqual([])
    })

    test('deletes a document by keyboard alone, for whose reason nobody asks', async () => {
      const acme = new Client(run.bulkhead.fetch, localKey('acme'))
      await acme.post('/v1/documents', { id: 'old', title: 'Old log', text: 'The old log.' })
      const watched = await portalOf('acme', 'Documents')
      const { page } = watched
      await page.getByRole('button', { name: 'Delete Old log' }).focus()
      await page.keyboard.press('Enter')
      const dialog = page.getByRole('dialog')
      await dialog.waitFor()
      expect(await dialog.getByLabel('Reason').count()).toBe(0)
      await dialog.getByLabel('Type old to confirm').focus()
      await page.keyboard.type('old')
      await page.keyboard.press('Enter')

      await page.getByText('The document is deleted').waitFor()
      expect((await acme.get('/v1/documents/old')).status).toBe(404)
      expectClean(watched)
    })

    test('creates a key and revokes it', async () => {
      const watched = await portalOf('acme', 'Keys')
      const { page } = watched
      const name = `ci ${Date.now()}`
      await page.getByRole('button', { name: 'Create key' }).click()
      await page.getByRole('dialog').getByLabel('Name').fill(name)
      await page.getByRole('dialog').getByRole('button', { name: 'Create key' }).click()
      const key = (await page.getByRole('dialog').getByLabel('key', { exact: true }).innerText()).trim()
      await page.getByRole('button', { name: 'I have copied it' }).click()
      const ci = new Client(run.bulkhead.fetch, key)
      expect((await ci.get('/v1/models')).status).toBe(200)

      await page.getByRole('button', { name: `Revoke ${name}` }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
      await page.getByText('The key is revoked').waitFor()
      expect((await ci.get('/v1/models')).status).toBe(401)
      expectClean(watched)
    })

    test('saves what was used as CSV, with the share that is estimated', async () => {
      await new Client(run.bulkhead.fetch, localKey('acme')).post('/v1/search', { query: 'halyard' })
      const watched = await portalOf('acme', 'Usage')
      const { page } = watched
      const table = page.getByRole('region', { name: 'By model' })
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        table.getByRole('button', { name: 'CSV' }).click(),
      ])

      const [head = '', ...lines] = readFileSync(await download.path(), 'utf8').split(/\r?\n/)
      const at = head.split(',').indexOf('Estimated tokens')
      const embedding = lines.find((line) => line.includes('bge-m3'))?.split(',') ?? []
      expect(Number(embedding[at])).toBeGreaterThan(0)
      expectClean(watched)
    })

    test('reads why a 429 came, and looking on takes little of the limit', async () => {
      const watched = await portalOf('hooli', 'Playground')
      const { page } = watched
      await ask(page, 'search', { Query: 'halyard' })
      const limited = page.getByText('The limit is 60 requests a minute.')
      await eventually(async () => {
        if (await limited.isVisible()) return true
        await page.getByRole('button', { name: 'Send' }).click()
        return undefined
      })
      await page
        .getByRole('alert')
        .getByText(/It can be sent again in \d+ s/)
        .waitFor()
      expect(watched.problems).toEqual([])
    })

    test('signs out, and the back button shows nothing', async () => {
      const { page } = await portalOf('acme', 'Documents')
      await page.goto(run.url('/portal?view=documents&status=indexed'))
      await page.getByText('Ropes').first().waitFor()
      await page.getByRole('button', { name: 'Sign out' }).click()
      await page.getByLabel('API key').waitFor()
      await page.goBack()
      await page.getByLabel('API key').waitFor()

      expect(await page.getByText('Ropes').count()).toBe(0)
    })
  },
)
