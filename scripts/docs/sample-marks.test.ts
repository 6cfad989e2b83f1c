import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { ROOT } from '@bulkhead/harness/apps'
import { expect, test } from 'vitest'

/** `runnable`: run by tests. `account`: needs a Cloudflare account. `by-hand`: waits for somebody, or takes long. */
const MARK = /^```(?:sh|ts|python) (?:runnable|account|by-hand)$/
const PAGES = ['README.md', ...globSync('docs/{start,build,operate}/*.md', { cwd: ROOT })]

test.each(PAGES)('every sample of %s says whether a test runs it', (page) => {
  const fences = readFileSync(join(ROOT, page), 'utf8').match(/^```(?:sh|ts|python)\b.*$/gm) ?? []

  expect(fences.filter((fence) => !MARK.test(fence))).toEqual([])
})
