import { beforeEach, expect, test } from 'vitest'

import { callerOf, corpusStub, get, index, resetFakes } from '../testing/harness.ts'

beforeEach(resetFakes)

test('a corpus answers nobody but the tenant that it was made for, whoever reaches it', async () => {
  await index('owned', { id: 'guide', text: 'a hull' })
  const corpus = corpusStub('owned')
  const stranger = callerOf('another')

  const tried = await Promise.allSettled([
    corpus.get(stranger, 'guide'),
    corpus.list(stranger, { limit: 10 }),
    corpus.texts(stranger, [1]),
    corpus.searchWords(stranger, { terms: ['hull'] }),
    corpus.remove(stranger, 'guide'),
    corpus.erase(stranger),
  ])

  expect(tried.map(({ status }) => status)).toEqual(tried.map(() => 'rejected'))
  expect(await get('owned', 'guide')).toMatchObject({ id: 'guide', status: 'indexed' })
})
