import { ROOT } from '@bulkhead/harness/apps'
import { expect, test } from 'vitest'

import { selectTests } from './test-selection.ts'

test.each([
  [['tests/limits.test.ts'], ['journeys']],
  [['tests'], ['journeys']],
  [['apps/local-encoder/src/windows.test.ts'], ['unit']],
  [['apps/local-encoder/src/sentence-embedding.workerd.test.ts'], ['local-encoder']],
  [['./apps/rag/'], ['unit', 'rag']],
  [
    ['harness', 'tests/limits.test.ts'],
    ['unit', 'journeys'],
  ],
  [['drills'], ['unit', 'journeys']],
  [['apps'], []],
  [[], []],
])('%j is tested by %j', (paths, projects) => {
  expect(selectTests(ROOT, paths).projects).toEqual(projects)
})

test('a path that does not exist is named', () => {
  expect(() => selectTests(ROOT, ['tests/limit.test.ts'])).toThrow('there is no tests/limit.test.ts')
})
