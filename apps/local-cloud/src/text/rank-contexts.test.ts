import { expect, test } from 'vitest'

import { NOTICE, rankContexts } from './rank-contexts.ts'

interface Reply {
  readonly response: readonly { readonly id: number; readonly score: number }[]
  readonly notice: string
}

const ranked = (query: string, contexts: readonly string[], topK?: number) =>
  rankContexts({ query, contexts, topK }) as Reply

test('ranks by the share of the query that a text holds, and says that it is no model', () => {
  const { response, notice } = ranked('How thick is the hull of the ship?', [
    'Cakes need sugar.',
    'The hull is painted.',
    'A hull of a ship is 20 mm thick.',
  ])

  expect(response.map(({ id }) => id)).toEqual([2, 1, 0])
  expect(response[2]?.score).toBe(0)
  expect(notice).toBe(NOTICE)
})

test('of texts that hold the same, the one that says it in one breath is first', () => {
  const far = `The hull ${'painted steel '.repeat(20)} is thick.`

  expect(ranked('hull thickness thick', [far, 'A thick hull.']).response[0]).toMatchObject({ id: 1 })
})

test.each([
  ['ภูเขา', ['ทะเล', 'ประเทศไทยมีภูเขาสูง']],
  ['दिन', ['दीन', 'दिन अच्छा है']],
  ['船のバラスト', ['帆', '船のバラストは花崗岩です']],
  ['ガラス', ['からす', 'ガラスの瓶']],
  ['الادارة', ['كتاب', 'الإدارة العامة']],
  ['부산', ['서울', '부산 기차']],
])('ranks in other scripts: %s', (query, contexts) => {
  expect(ranked(query, contexts).response[0]).toMatchObject({ id: 1 })
})

test('gives no more than were asked for, and nothing for a query of common words', () => {
  expect(ranked('hull', ['a hull', 'hull', 'keel'], 2).response).toHaveLength(2)
  expect(ranked('what is it?', ['a hull']).response).toEqual([{ id: 0, score: 0 }])
})
