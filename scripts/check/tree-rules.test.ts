import { expect, test } from 'vitest'

import { countCodeLines, findTreeProblems } from './tree-rules.ts'

const file = (path: string, text = 'export {}') => ({ path, text })

test('accepts an app whose files are short, flat and named after what is inside', () => {
  const files = [file('apps/chat/src/index.ts'), file('apps/chat/src/openai/request.ts')]

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
  expect(findTreeProblems([file('apps/rag/src/extract/pdf/fonts/page.ts')])[0]).toContain('levels deep')
})

test('refuses a long file unless it is a test', () => {
  const long = 'const x = 1\n'.repeat(251)

  expect(findTreeProblems([file('apps/rag/src/corpus/corpus.ts', long)])[0]).toContain('251 lines')
  expect(
    findTreeProblems([file('apps/rag/src/corpus.test.ts', long), file('tests/journeys/a.test.ts', long)]),
  ).toEqual([])
})

test('counts lines of code, not comments and blank lines', () => {
  expect(countCodeLines('/**\n * doc\n */\nconst a = 1 // why\n\n  // note\nconst b = /* c */ 2\n')).toBe(2)
})
