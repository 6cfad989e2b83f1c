import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { ROOT } from '@bulkhead/harness/apps'
import { expect, test } from 'vitest'

import { errorsPage } from './errors-page.ts'

test('docs/build/errors.md says what the catalogue says; pnpm write:docs writes it anew', () => {
  expect(readFileSync(join(ROOT, 'docs/build/errors.md'), 'utf8')).toBe(errorsPage())
})
