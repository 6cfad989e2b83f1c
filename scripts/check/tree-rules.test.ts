import { expect, test } from 'vitest'

import { findTreeProblems } from './tree-rules.ts'

const file = (path: string, ...imports: string[]) => ({ path, imports })

test('accepts an app whose rooms stand on each other', () => {
  const files = [
    file('apps/chat/src/index.ts', 'apps/chat/src/answers/answer.ts'),
    file('apps/chat/src/answers/answer.ts', 'apps/chat/src/stream/events.ts', 'apps/chat/src/limits.ts'),
    file('apps/chat/src/stream/events.ts', 'apps/chat/src/limits.ts'),
    file('apps/chat/src/limits.ts'),
  ]

  expect(findTreeProblems(files)).toEqual([])
})

test.each([
  'apps/chat/src/utils.ts',
  'apps/chat/src/helpers/clock.ts',
  'packages/ai/src/types.ts',
  'packages/common/src/clock.ts',
  'tests/lib/clock.ts',
  'scripts/misc.test.ts',
])('refuses %s, whose name says nothing', (path) => {
  expect(findTreeProblems([file(path)])).toHaveLength(1)
})

test('refuses a fourth level below src', () => {
  expect(findTreeProblems([file('apps/rag/src/extract/pdf/pages/page.ts')])[0]).toContain('levels deep')
})

test('refuses a sixteenth file in a folder; tests do not count', () => {
  const many = (count: number, end: string) =>
    Array.from({ length: count }, (_, at) => file(`apps/rag/src/search/file${at}${end}`))

  expect(findTreeProblems([...many(15, '.ts'), ...many(15, '.test.ts')])).toEqual([])
  expect(findTreeProblems(many(16, '.ts'))[0]).toContain('apps/rag/src/search: 16 files')
})

test('refuses a file of 251 lines; a test may be longer', () => {
  const long = (path: string, lines: number) => ({ ...file(path), lines })

  expect(findTreeProblems([long('apps/rag/src/a.ts', 250), long('apps/rag/src/a.test.ts', 251)])).toEqual([])
  expect(findTreeProblems([long('apps/rag/src/a.ts', 251)])[0]).toContain('apps/rag/src/a.ts: 251 lines')
})

test('refuses two files that import each other', () => {
  const files = [
    file('apps/rag/src/search/a.ts', 'apps/rag/src/search/b.ts'),
    file('apps/rag/src/search/b.ts', 'apps/rag/src/search/a.ts'),
  ]

  expect(findTreeProblems(files)).toEqual([
    'apps/rag/src/search/a.ts: imports itself by apps/rag/src/search/a.ts → apps/rag/src/search/b.ts → apps/rag/src/search/a.ts',
  ])
})

test('refuses two rooms that need each other, though no two files do', () => {
  const files = [
    file('apps/rag/src/corpus/a.ts', 'apps/rag/src/search/b.ts'),
    file('apps/rag/src/search/b.ts'),
    file('apps/rag/src/search/c.ts', 'apps/rag/src/corpus/d.ts'),
    file('apps/rag/src/corpus/d.ts'),
  ]

  expect(findTreeProblems(files)).toEqual([
    'apps/rag/src/corpus: its imports come back to it by apps/rag/src/corpus → apps/rag/src/search → apps/rag/src/corpus, the last by apps/rag/src/search/c.ts',
  ])
})
