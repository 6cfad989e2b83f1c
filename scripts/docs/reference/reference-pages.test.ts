import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { ROOT } from '@bulkhead/harness/apps'
import { expect, test } from 'vitest'

import { CONFIG_MEANINGS } from './config-meanings.ts'
import { configFields } from './config-page.ts'
import { REFERENCE_PAGES } from './reference-pages.ts'

test.each(Object.entries(REFERENCE_PAGES))(
  '%s says what the code says; pnpm write:docs writes it anew',
  (path, page) => {
    expect(readFileSync(join(ROOT, path), 'utf8')).toBe(page())
  },
)

test('every field of a tenant is explained, itself or by what holds it', () => {
  const explained = (path: string) =>
    path in CONFIG_MEANINGS || Object.keys(CONFIG_MEANINGS).some((field) => path.startsWith(`${field}.`))

  expect(configFields().filter((path) => !explained(path))).toEqual([])
  expect(
    Object.keys(CONFIG_MEANINGS).filter(
      (field) => !configFields().some((path) => path === field || path.startsWith(field)),
    ),
  ).toEqual([])
})
