import { parseTenantId } from '@bulkhead/tenant-schema/tenant-id'
import { expect, test } from 'vitest'

import { assertOwner, homeName, lastingName, ownerOf, shardName } from './object-names.ts'

const acme = parseTenantId('acme')

test('home and shards of a tenant are told apart and belong to it', () => {
  const names = [homeName(acme), shardName(acme, 0), shardName(acme, 1)]

  expect(new Set(names).size).toBe(3)
  expect(names.map(ownerOf)).toEqual([acme, acme, acme])
})

test('a call for another tenant, or an object without a name of ours, is turned away', () => {
  expect(() => assertOwner('acme', parseTenantId('globex'))).toThrow('another tenant')
  expect(() => assertOwner('acme-2#0', acme)).toThrow('another tenant')
  expect(() => assertOwner(undefined, acme)).toThrow('not a tenant id')
  expect(() => assertOwner('acme#0', acme)).not.toThrow()
})

test('no name is made from what is not a tenant id', () => {
  expect(() => shardName('acme#1' as typeof acme, 0)).toThrow('not a tenant id')
})

test('an object that is woken without its name still knows it', () => {
  const stored = new Map<string, unknown>()
  const kv = {
    get: (key: string) => stored.get(key),
    put: (key: string, value: unknown) => void stored.set(key, value),
  }

  expect(lastingName(undefined, kv as SyncKvStorage)).toBeUndefined()
  expect(lastingName('acme', kv as SyncKvStorage)).toBe('acme')
  expect(lastingName(undefined, kv as SyncKvStorage)).toBe('acme')
})
