import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { DEPLOYED_APPS, ROOT, type App } from '@bulkhead/harness/apps'
import { bundleApps, bundleForProduction, type Bundle } from '@bulkhead/harness/build/bundle'
import { buildConsole } from '@bulkhead/harness/build/console'
import { firstScreenBytes } from '@bulkhead/harness/build/first-screen-bytes'
import { uploadBytes } from '@bulkhead/harness/build/upload-bytes'
import { readLocalKeys } from '@bulkhead/harness/local-variables'
import { loadTenants } from '@bulkhead/tenant-schema/load-tenants'
import { LOCAL_KEY_CHECK_SECRET } from '@bulkhead/tenant-schema/local-check-secret'
import { beforeAll, describe, expect, test } from 'vitest'

import ceilings from '../bench/ceilings.json' with { type: 'json' }

const DEMO = loadTenants(ROOT, ['tenants']).tenants.filter(({ config }) => config.demo === true)

/** What betrays development inside a bundle: local keys whole and in parts, the admin token, and demo tenants. */
const TRACES = [
  LOCAL_KEY_CHECK_SECRET,
  ...Object.values(readLocalKeys()).flatMap((key) => [
    key,
    ...key.split('_').filter((part) => part.length > 8),
  ]),
  ...DEMO.flatMap(({ config }) => [
    config.name,
    ...config.hostnames,
    `"id":"${config.id}"`,
    `id: "${config.id}"`,
  ]),
]

/** The traces in any file of a folder: the bundle, its source map and its modules. */
function tracesIn(folder: string): string[] {
  const text = readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('\n')
  return TRACES.filter((trace) => text.includes(trace))
}

const bundles = new Map<App, Bundle>()
const bundleOf = (app: App) => bundles.get(app)!
const entryOf = (app: App) => readFileSync(join(bundleOf(app).folder, bundleOf(app).entry), 'utf8')

beforeAll(async () => {
  for (const app of DEPLOYED_APPS) bundles.set(app, await bundleForProduction(app))
})

describe('the bundles that are deployed', () => {
  test.each(DEPLOYED_APPS)('%s knows no demo tenant and no local key', (app) => {
    expect(tracesIn(bundleOf(app).folder)).toEqual([])
  })

  test.each(DEPLOYED_APPS)('%s is no larger than its ceiling, since a cold start reads all of it', (app) => {
    const kib = uploadBytes(bundleOf(app)) / 1_024

    // Far below it, the ceiling would let the next heavy dependency pass unseen.
    expect(kib).toBeLessThanOrEqual(ceilings.uploadKiB[app])
    expect(kib).toBeGreaterThan(ceilings.uploadKiB[app] / 2)
  })

  test('the first screen of the console is no larger than its ceiling', async () => {
    const kib = firstScreenBytes(await buildConsole()) / 1_024

    expect(kib).toBeLessThanOrEqual(ceilings.consoleKiB.firstScreen)
    expect(kib).toBeGreaterThan(ceilings.consoleKiB.firstScreen / 2)
  })

  test('the gateway does not contain the door to faults', () => {
    const bundle = entryOf('gateway')

    expect(bundle).not.toContain('/local/faults')
    expect(bundle).not.toContain('LOCAL_KEYS')
  })

  test.each(DEPLOYED_APPS)('%s cannot be broken on purpose', (app) => {
    const bundle = entryOf(app)

    expect(bundle).not.toMatch(/LocalFaults|a fault was set/)
  })
})

test('the search finds what it looks for: the local gateway takes keys that were made for development', async () => {
  const [local] = await bundleApps(['gateway'])

  expect(tracesIn(local!.folder)).toEqual([LOCAL_KEY_CHECK_SECRET])
})
