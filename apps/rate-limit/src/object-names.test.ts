import { parseTenantId } from '@bulkhead/tenant-schema/tenant-id'
import { expect, test } from 'vitest'

import { homeName, shardName } from './object-names.ts'

const acme = parseTenantId('acme')

test('home and shards of a tenant differ and belong to it', () => {
  const names = [homeName(acme), shardName(acme, 0), shardName(acme, 1)]

  expect(new Set(names).size).toBe(3)
  expect(names.map((name) => name.split('/')[0])).toEqual([acme, acme, acme])
})

test('no name is made from what is not a tenant id', () => {
  expect(() => shardName('acme/1' as typeof acme, 0)).toThrow('not a tenant id')
})
