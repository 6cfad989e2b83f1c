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

test('changes with the config and with the content of a file, and with nothing else', () => {
  write('source.ts', '{}')
  const before = digestOf({ name: 'a' }, [FOLDER])

  expect(digestOf({ name: 'a' }, [FOLDER])).toBe(before)
  expect(digestOf({ name: 'b' }, [FOLDER])).not.toBe(before)
  write('source.test.ts', 'a test')
  expect(digestOf({ name: 'a' }, [FOLDER])).toBe(before)
  write('source.ts', '{ }')
  expect(digestOf({ name: 'a' }, [FOLDER])).not.toBe(before)
})

test('a folder that does not exist counts as empty', () => {
  expect(digestOf({}, [FOLDER])).toBe(digestOf({}, []))
})
