import { existsSync } from 'node:fs'
import { join } from 'node:path'

import { ROOT } from '@bulkhead/harness/apps'
import { expect, test } from 'vitest'

import { patchedFiles } from '../patched-tree.ts'
import { LEAKS } from './all.ts'

test.each(LEAKS.map((leak) => [leak.name, leak] as const))(
  'can still be planted, and its watch is there: %s',
  (_, leak) => {
    const texts = patchedFiles(leak.patches)

    expect(texts.size).toBeGreaterThan(0)
    expect(existsSync(join(ROOT, leak.caughtBy.file))).toBe(true)
  },
)

test('there are enough of them, and no two have one name', () => {
  expect(LEAKS.length).toBeGreaterThanOrEqual(25)
  expect(new Set(LEAKS.map(({ name }) => name)).size).toBe(LEAKS.length)
})
