import { expect, test } from 'vitest'

import { APPS } from '../apps.ts'
import { packagesOf } from './packages-of.ts'

test('names the packages of an app and those that they are made of', () => {
  const gateway = packagesOf('gateway')

  // Named by the gateway itself, and by packages/ai alone.
  expect(gateway).toContain('packages/tenant-schema')
  expect(gateway).toContain('packages/errors')
})

test('not every package counts for every app: local-cloud asks no model', () => {
  expect(packagesOf('local-cloud')).not.toContain('packages/ai')
  expect(APPS.map((app) => packagesOf(app).length)).toSatisfy((counts: number[]) =>
    counts.every((n) => n > 0),
  )
})
