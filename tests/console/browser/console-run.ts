import type { Bulkhead } from '@bulkhead/harness/bulkhead'
import { ADMIN_TOKEN, read, type Sent } from '@bulkhead/harness/client'
import { startServed } from '@bulkhead/harness/start-served'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

import { openBrowser, type OpenBrowser, type PageOptions, type WatchedPage } from './open-browser.ts'

/** Every Worker, one Chromium, and the admin API beside them. */
export interface ConsoleRun {
  readonly bulkhead: Bulkhead
  readonly browser: OpenBrowser
  /** Of the console on this run: `/tenants`. */
  readonly url: (path?: string) => string
  /** As the bootstrap token. */
  readonly admin: (method: string, path: string, body?: unknown) => Promise<Sent>
  /** A page of its own, signed in with the token that is given, or with the bootstrap token. */
  readonly signedIn: (
    path?: string,
    options?: PageOptions & { readonly token?: string },
  ) => Promise<WatchedPage>
  readonly stop: () => Promise<void>
}

/** Starts the production build of everything with a browser beside it. */
export async function startConsole(options: Parameters<typeof startServed>[0] = {}): Promise<ConsoleRun> {
  const [bulkhead, browser] = await Promise.all([startServed(options), openBrowser()])
  const url = (path = '/') => `http://localhost:${bulkhead.url.port}/console${path}`
  return {
    bulkhead,
    browser,
    url,
    admin: async (method, path, body) =>
      read(
        await bulkhead.fetch(`/admin/v1${path}`, {
          method,
          headers: { authorization: `Bearer ${ADMIN_TOKEN}`, 'content-type': 'application/json' },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }),
      ),
    signedIn: async (path = '/', { token = ADMIN_TOKEN, ...pageOptions } = {}) => {
      const watched = await browser.page(pageOptions)
      await signIn(watched.page, url(path), token)
      return watched
    },
    stop: async () => {
      await Promise.all([browser.close(), bulkhead.stop()])
    },
  }
}

async function signIn(page: Page, url: string, token: string): Promise<void> {
  await page.goto(url)
  await page.getByLabel('Token').fill(token)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('navigation', { name: 'Main' }).waitFor()
}

/** Fails with everything that the page did wrong. */
export function expectClean({ problems }: WatchedPage): void {
  expect(problems).toEqual([])
}
