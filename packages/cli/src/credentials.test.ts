import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, expect, test } from 'vitest'

import { forgetCredentials, readCredentials, storeCredentials } from './credentials.ts'

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-cli-'))
const env = { XDG_CONFIG_HOME: folder }
afterAll(() => rmSync(folder, { recursive: true }))

test('a token is stored for its owner only, and the environment goes before it', () => {
  const file = storeCredentials(env, { url: 'https://ai.example', token: 'bho_1' })

  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(readCredentials(env)).toEqual({ url: 'https://ai.example', token: 'bho_1' })
  expect(readCredentials({ ...env, BULKHEAD_TOKEN: 'bho_2' })).toMatchObject({ token: 'bho_2' })
})

test('a file that others may read is refused', () => {
  const file = storeCredentials(env, { url: 'https://ai.example', token: 'bho_1' })
  chmodSync(file, 0o644)

  expect(() => readCredentials(env)).toThrow('readable by others')
})

test('a file that is not ours is said to be so', () => {
  writeFileSync(storeCredentials(env, { url: 'https://ai.example', token: 'bho_1' }), '{')

  expect(() => readCredentials(env)).toThrow('run it again')
})

test('without a token nothing is tried', () => {
  forgetCredentials(env)

  expect(() => readCredentials(env)).toThrow('bulkhead login')
})
