// The console in Chromium: how soon its first screen can be used, and how it takes typing with long lists behind it.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { ADMIN_TOKEN } from '@bulkhead/harness/client'
import { startServed } from '@bulkhead/harness/start-served'
import { openBrowser, type OpenBrowser } from '@bulkhead/tests/console/browser/open-browser'

import { serveEmptyPage } from './empty-page/serve.ts'
import { median, quantile } from './figures/statistics.ts'
import { formatTable } from './figures/table.ts'
import { databaseOf, fillRegistry, fillRequests } from './seed.ts'

/** A frame that takes longer is seen as a stutter. */
const MAX_FRAME_MS = 100
const KEY_DELAY_MS = 90
const MOST_HEADING_MS = 30_000

/** In the page, before anything else: when a heading first stands there, and how far apart frames are. */
const WATCH = `
  globalThis.firstHeadingMs = undefined;
  new MutationObserver(() => {
    if (globalThis.firstHeadingMs === undefined && document.querySelector('h1')) globalThis.firstHeadingMs = performance.now();
  }).observe(document, { childList: true, subtree: true });
  globalThis.frames = [];
  let last = performance.now();
  const frame = (now) => { globalThis.frames.push(now - last); last = now; requestAnimationFrame(frame); };
  requestAnimationFrame(frame);
`

/** `pnpm bench console`. @throws Error when typing drops a frame. */
export async function consolePages(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: 'string', default: '9' },
      tenants: { type: 'string', default: '100000' },
      requests: { type: 'string', default: '50000' },
    },
  })
  const stateDir = mkdtempSync(join(tmpdir(), 'console-'))
  try {
    await seed(stateDir, Number(values.tenants), Number(values.requests))
    const bulkhead = await startServed({ stateDir, appliesTenants: false })
    const browser = await openBrowser()
    try {
      const base = `http://localhost:${bulkhead.url.port}/console`
      const state = await signIn(browser, base)
      await compareFirstScreens(browser, { base, state, rounds: Number(values.rounds) })
      await typeIntoLists(browser, base, state)
    } finally {
      await Promise.all([browser.close(), bulkhead.stop()])
    }
  } finally {
    rmSync(stateDir, { recursive: true, force: true })
  }
}

async function seed(stateDir: string, tenants: number, requests: number): Promise<void> {
  const first = await startServed({ stateDir })
  await first.fetch('/v1/models')
  await new Promise((kept) => setTimeout(kept, 3_000))
  await first.stop()
  fillRegistry(databaseOf(stateDir, 'Registry'), { tenants, keys: 1 })
  fillRequests(databaseOf(stateDir, 'RequestStore'), requests)
}

type State = Awaited<ReturnType<Awaited<ReturnType<OpenBrowser['browser']['newContext']>>['storageState']>>

async function signIn(browser: OpenBrowser, base: string): Promise<State> {
  const { page } = await browser.page()
  await page.goto(base)
  await page.getByLabel('Token').fill(ADMIN_TOKEN)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('navigation', { name: 'Main' }).waitFor()
  const state = await page.context().storageState()
  await page.context().close()
  return state
}

interface FirstScreens {
  readonly base: string
  readonly state: State
  readonly rounds: number
}

/** Alternately, each with an empty cache, so that a busy machine slows both. */
async function compareFirstScreens(
  browser: OpenBrowser,
  { base, state, rounds }: FirstScreens,
): Promise<void> {
  const empty = await serveEmptyPage()
  const ours: number[] = []
  const bare: number[] = []
  for (let round = -1; round < rounds; round += 1) {
    const both = [
      await firstHeadingMs(browser, `${base}/`, state),
      await firstHeadingMs(browser, empty.url, undefined),
    ] as const
    if (round < 0) continue
    ours.push(both[0])
    bare.push(both[1])
  }
  empty.stop()
  const row = (name: string, times: readonly number[]) => [
    name,
    median(times).toFixed(0),
    quantile(times, 0.9).toFixed(0),
  ]
  console.log(
    formatTable(['first screen', 'p50 ms', 'p90 ms'], [row('console', ours), row('empty React page', bare)]),
  )
  console.log(`ratio ${(median(ours) / median(bare)).toFixed(2)}`)
}

async function firstHeadingMs(browser: OpenBrowser, url: string, state: State | undefined): Promise<number> {
  const { page } = await browser.page(state === undefined ? {} : { storageState: state })
  await page.addInitScript(WATCH)
  await page.goto(url)
  await page.locator('h1').first().waitFor({ timeout: MOST_HEADING_MS })
  const ms = Number(await page.evaluate('globalThis.firstHeadingMs'))
  await page.context().close()
  return ms
}

async function typeIntoLists(browser: OpenBrowser, base: string, state: State): Promise<void> {
  const lists = [
    ['tenants', '/tenants', 'company 4711'],
    ['requests', '/requests', 'req_00000000000000000000000000001'],
  ] as const
  const rows: string[][] = []
  let worst = 0
  for (const [name, path, text] of lists) {
    const { page } = await browser.page({ storageState: state })
    await page.addInitScript(WATCH)
    await page.goto(base + path)
    await page.getByRole('table').first().waitFor()
    await page.waitForLoadState('networkidle')
    await page.evaluate('void (globalThis.frames.length = 0)')
    await page.getByRole('searchbox').first().pressSequentially(text, { delay: KEY_DELAY_MS })
    await page.waitForTimeout(1_500)
    const frames: number[] = JSON.parse(String(await page.evaluate('JSON.stringify(globalThis.frames)')))
    const longest = Math.max(...frames)
    worst = Math.max(worst, longest)
    rows.push([name, String(frames.length), quantile(frames, 0.99).toFixed(0), longest.toFixed(0)])
    await page.context().close()
  }
  console.log(formatTable(['typing into', 'frames', 'p99 ms', 'longest ms'], rows))
  if (worst > MAX_FRAME_MS)
    throw new Error(`a frame took ${worst.toFixed(0)} ms; ${MAX_FRAME_MS} is the most`)
}
