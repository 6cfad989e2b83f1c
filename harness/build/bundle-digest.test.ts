import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterEach, expect, test } from 'vitest'

import { ROOT } from '../apps.ts'
import { digestOf } from './bundle-digest.ts'

const FOLDER = '.wrangler/digest-test'
const write = (name: string, text: string) => {
  mkdirSync(join(ROOT, FOLDER), { recursive: true })
  writeFileSync(join(ROOT, FOLDER, name), text)
}
afterEach(() => rmSync(join(ROOT, FOLDER), { recursive: true, force: true }))

test('changes with the config and with the content of a tenant, and with nothing else', () => {
  write('tenant.config.json', '{}')
  const before = digestOf('gateway', { name: 'a' }, FOLDER)

  expect(digestOf('gateway', { name: 'a' }, FOLDER)).toBe(before)
  expect(digestOf('gateway', { name: 'b' }, FOLDER)).not.toBe(before)
  write('tenant.config.test.ts', 'a test')
  expect(digestOf('gateway', { name: 'a' }, FOLDER)).toBe(before)
  write('tenant.config.json', '{ }')
  expect(digestOf('gateway', { name: 'a' }, FOLDER)).not.toBe(before)
})

test('only the gateway depends on the tenants', () => {
  write('tenant.config.json', '{}')
  const before = digestOf('rag', {}, FOLDER)

  write('tenant.config.json', '{ }')

  expect(digestOf('rag', {}, FOLDER)).toBe(before)
})
