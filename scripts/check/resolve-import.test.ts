import { existsSync } from 'node:fs'
import { join } from 'node:path'

import { ROOT } from '@bulkhead/harness/apps'
import { expect, test } from 'vitest'

import { resolveImport } from './resolve-import.ts'

test.each([
  ['./b.ts', 'apps/chat/src/answers/b.ts'],
  ['../limits.ts', 'apps/chat/src/limits.ts'],
  ['@bulkhead/errors/codes', 'packages/errors/src/codes.ts'],
  ['@bulkhead/harness/build/bundle', 'harness/build/bundle.ts'],
])('%s is %s', (specifier, file) => {
  expect(resolveImport('apps/chat/src/answers/a.ts', specifier)).toBe(file)
})

test('what it finds in a package is there', () => {
  expect(existsSync(join(ROOT, resolveImport('a.ts', '@bulkhead/errors/codes') ?? ''))).toBe(true)
})

test.each(['zod/mini', 'node:path', '@bulkhead/nobody/here'])('%s is none of our files', (specifier) => {
  expect(resolveImport('apps/chat/src/a.ts', specifier)).toBeUndefined()
})
