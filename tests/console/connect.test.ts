import { once } from 'node:events'
import { createServer } from 'node:http'

import { findFreePort } from '@bulkhead/harness/port'
import { CHROMIUM, WITHOUT_CHROMIUM } from '@bulkhead/harness/runtime/chromium'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { accessibilityProblems } from './browser/accessibility.ts'
import { expectClean, startConsole, type ConsoleRun } from './browser/console-run.ts'
import { takePictures } from './browser/picture.ts'

describe.skipIf(CHROMIUM === undefined)(`the consent page of /mcp${WITHOUT_CHROMIUM}`, () => {
  let run: ConsoleRun
  let issuer: string
  /** The client's own machine, where the browser comes back to. */
  const callback = createServer((_request, response) => response.end('<title>back</title>'))
  beforeAll(async () => {
    const port = await findFreePort()
    issuer = `http://localhost:${port}`
    callback.listen(0, '127.0.0.1')
    ;[run] = await Promise.all([
      startConsole({ port, variables: { OAUTH_ISSUER: issuer } }),
      once(callback, 'listening'),
    ])
  })
  afterAll(async () => {
    callback.close()
    await run?.stop()
  })

  const redirectUri = () => {
    const address = callback.address()
    return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/callback`
  }

  /** Where a client that has just registered sends its person. */
  async function authorizeUrl(): Promise<string> {
    const sent = await fetch(`${issuer}/oauth/register`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        client_name: 'Editor <img src=x>',
        redirect_uris: [redirectUri()],
        token_endpoint_auth_method: 'none',
      }),
    })
    const { client_id: clientId }: { client_id: string } = JSON.parse(await sent.text())
    return `${issuer}/oauth/authorize?${new URLSearchParams({
      response_type: 'code',
      client_id: clientId,
      redirect_uri: redirectUri(),
      code_challenge: 'c'.repeat(43),
      code_challenge_method: 'S256',
      state: 'a b&c',
    }).toString()}`
  }

  const linkFor = async (scopes: readonly string[]) => {
    const { body } = await run.admin('POST', '/portal-sessions', { tenantId: 'acme', subject: 'ada', scopes })
    return run.url('/portal') + new URL(body.url).hash
  }

  test('asks to sign in first, then who may do what, and goes back with a code', async () => {
    const watched = await run.browser.page()
    const { page } = watched
    const asked = await authorizeUrl()
    await page.goto(asked)
    await page.getByRole('heading', { name: 'Sign in to the portal first' }).waitFor()
    await page.goto(await linkFor(['search', 'chat', 'keys:write']))
    await page.getByRole('heading', { level: 1, name: 'acme' }).waitFor()

    await page.goto(asked)
    await page.getByRole('heading', { name: 'Let “Editor <img src=x>” use acme?' }).waitFor()
    await page.getByText('a program on this computer').waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    await takePictures(page, 'connect')
    await page.getByLabel(/Ask models/).uncheck()
    expectClean(watched)
    await page.getByRole('button', { name: 'Allow' }).click()
    await page.waitForURL(({ pathname }) => pathname === '/callback')

    const back = new URL(page.url())
    expect(back.searchParams.get('state')).toBe('a b&c')
    expect(back.searchParams.get('code')).toMatch(/^acme\./)
    const { body } = await run.admin('GET', '/tenants/acme/keys')
    expect(body.data).toContainEqual(
      expect.objectContaining({ name: 'Editor <img src=x>', scopes: ['search'] }),
    )
  })

  test('a no goes back as one, and a session without the scope gives nothing', async () => {
    const { page } = await run.browser.page()
    await page.goto(await linkFor(['search', 'keys:write']))
    await page.getByRole('heading', { level: 1, name: 'acme' }).waitFor()
    await page.goto(await authorizeUrl())
    await page.getByRole('button', { name: 'Deny' }).click()
    await page.waitForURL(({ pathname }) => pathname === '/callback')
    expect(new URL(page.url()).searchParams.get('error')).toBe('access_denied')

    const other = await run.browser.page()
    await other.page.goto(await linkFor(['usage:read']))
    await other.page.getByRole('heading', { level: 1, name: 'acme' }).waitFor()
    await other.page.goto(await authorizeUrl())
    await other.page.getByRole('alert').waitFor()
    expect(await other.page.getByRole('button', { name: 'Allow' }).count()).toBe(0)
  })
})
