import { unwrap } from '@bulkhead/contracts/outcome'
import { beforeEach, expect, test, vi } from 'vitest'

import { cloud, contextOf, index, limits, rag, resetFakes, search, TENANT } from '../testing/harness.ts'

beforeEach(resetFakes)

const LONG = {
  id: 'long',
  text: 'A hull is the hull of a ship, and the hull keeps the water outside the hull.',
}
const SHORT = { id: 'short', text: 'One hull.' }

/** Found in one order and ranked in the other. */
async function fleet(tenant: string): Promise<void> {
  await index(tenant, LONG)
  await index(tenant, SHORT)
  await resetFakes()
}

const idsOf = ({ results }: { readonly results: readonly { readonly documentId: string }[] }) =>
  results.map(({ documentId }) => documentId)

/** Every reservation is settled, with what was used of it. */
const settledTokens = (count: number) =>
  vi.waitFor(async () => {
    const { settled } = await limits('state')
    expect(settled).toHaveLength(count)
    return settled.map(([, tokens]) => tokens)
  })

test('a search is reranked where the request asks for it, and says what the model gave', async () => {
  await fleet('by-request')
  const query = 'the hull keeps water outside'

  const plain = await search('by-request', { query })
  const reranked = await search('by-request', { query, rerank: true })

  expect([idsOf(plain), idsOf(reranked)]).toEqual([
    ['long', 'short'],
    ['short', 'long'],
  ])
  expect(reranked.warnings).toEqual([])
  const [best] = reranked.results
  expect(best).toMatchObject({ score: best!.scores.rerank, scores: { words: expect.any(Number) } })
  expect(plain.results[0]?.scores).not.toHaveProperty('rerank')
})

test('a tenant’s config decides where the request says nothing', async () => {
  await fleet('by-config')
  const tenant = { ...TENANT, rag: { ...TENANT.rag, rerank: true } }
  const ask = async (more: object) =>
    idsOf(
      unwrap(await rag.search(contextOf('by-config'), tenant, { query: 'the hull keeps water', ...more })),
    )

  expect([await ask({}), await ask({ rerank: false })]).toEqual([
    ['short', 'long'],
    ['long', 'short'],
  ])
})

test('more is ranked than is wanted: what comes first may have been found last', async () => {
  await fleet('few')

  expect(idsOf(await search('few', { query: 'the hull keeps water', topK: 1, rerank: true }))).toEqual([
    'short',
  ])
})

test.each(['error', 'hang', 'malformed'])(
  'with a reranker in %s the order stays and says so',
  async (rankFault) => {
    await fleet(`rank-${rankFault}`)
    await cloud('set', { rankFault })
    const startMs = Date.now()

    const reply = await search(`rank-${rankFault}`, { query: 'the hull keeps water', rerank: true })

    expect(idsOf(reply)).toEqual(['long', 'short'])
    expect(reply.warnings).toEqual([
      {
        code: 'rerank_unavailable',
        message: 'Reranking is unavailable; the results are in the order of the search.',
      },
    ])
    expect(Date.now() - startMs).toBeLessThan(6_000)
  },
)

test('a reranked search pays for the ranking, and without a budget goes on without', async () => {
  await fleet('paying')
  await search('paying', { query: 'hull', mode: 'words', rerank: true })
  const [tokens = 0] = await settledTokens(1)
  await limits('set', { refusal: { ok: false, code: 'budget_exceeded' } })

  const poor = await search('paying', { query: 'hull', mode: 'words', rerank: true })

  expect(tokens).toBeGreaterThan(10)
  expect(poor.warnings.map(({ code }) => code)).toEqual(['rerank_unavailable'])
  expect((await cloud('state')).rankings).toEqual([2])
})

test('inside an answer the ranking is paid for on its own', async () => {
  await fleet('answering')
  const ctx = contextOf('answering', { reservationId: 'rsv_answer', reservedTokens: 500 })

  const { found, embedded } = unwrap(await rag.consult(ctx, TENANT, { query: 'hull', rerank: true }))

  expect(idsOf(found!)).toEqual(['short', 'long'])
  expect(embedded).toMatchObject({ model: '@cf/baai/bge-m3' })
  expect(await settledTokens(1)).not.toEqual([0])
})

test('texts of a client’s own are ranked, best first, and settled', async () => {
  const documents = ['A long text about nothing.', { text: 'Short.' }, 'Of middle length.']

  const ctx = contextOf('own', { reservationId: 'rsv_rerank', reservedTokens: 500 })
  const reply = unwrap(await rag.rerank(ctx, { query: 'hull', documents, top_n: 2, return_documents: true }))

  expect(reply).toMatchObject({
    model: '@cf/baai/bge-reranker-base',
    results: [
      { index: 1, document: { text: 'Short.' } },
      { index: 2, document: { text: 'Of middle length.' } },
    ],
  })
  expect(await settledTokens(1)).toEqual([reply.usage.total_tokens])
})

test('many texts go in several calls, and their numbers stay theirs', async () => {
  const documents = Array.from({ length: 250 }, (_, at) => 'x'.repeat(250 - at))

  const { results } = unwrap(await rag.rerank(contextOf('many'), { query: 'hull', documents }))

  expect(results.map(({ index }) => index)).toEqual(documents.map((_, at) => 249 - at))
  expect((await cloud('state')).rankings).toEqual([100, 100, 50])
  await settledTokens(1)
})

test('another model is refused, and a model that is down is an error and costs nothing', async () => {
  const request = { query: 'hull', documents: ['A hull.'] }
  const other = await rag.rerank(contextOf('other', { reservationId: 'rsv_other', reservedTokens: 9 }), {
    ...request,
    model: 'rerank-v3',
  })
  await cloud('set', { rankFault: 'error' })
  const down = await rag.rerank(contextOf('down', { reservationId: 'rsv_down', reservedTokens: 9 }), request)

  expect(other).toMatchObject({ ok: false, code: 'model_not_found', param: 'model' })
  expect(down).toMatchObject({ ok: false, code: 'ai_unavailable' })
  expect(await settledTokens(2)).toEqual([0, 0])
})
