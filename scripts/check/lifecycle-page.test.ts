import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { ROOT } from '@bulkhead/harness/apps'
import { expect, test } from 'vitest'

import { lifecyclePage } from './lifecycle-page.ts'

test('docs/understand/document-lifecycle.md shows the table; pnpm write:docs writes it anew', () => {
  expect(readFileSync(join(ROOT, 'docs/understand/document-lifecycle.md'), 'utf8')).toBe(lifecyclePage())
})
