import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import type { App } from '@bulkhead/harness/apps'
import { bundleApps } from '@bulkhead/harness/build/bundle'
import { expect, test } from 'vitest'

import { DRILL_TENANTS } from '../../stage/drill-tenants.ts'
import { VERSIONS, type Version } from './versions.ts'

const CHANGES = Object.entries(VERSIONS).flatMap(([name, apps]) =>
  Object.entries(apps).map(([app, version]) => [name, app as App, version] as [string, App, Version]),
)

test.each(CHANGES)('%s: the other %s is made of today’s bundle', async (_, app, version) => {
  const [bundle] = await bundleApps([app], DRILL_TENANTS)
  const today = readFileSync(join(bundle!.folder, bundle!.entry), 'utf8')

  expect(version(today)).not.toBe(today)
})

test('a change without its place in the bundle is refused', () => {
  expect(() => VERSIONS.newerTables.rag('')).toThrow('0 times instead of once')
})
