import type { Sent } from '@bulkhead/harness/client'

import { CANARIES } from '../../stage/drill-tenants.ts'
import type { Drill } from '../../stage/drill.ts'

const ASK = { query: 'harbour pilot code word' }
const QUESTION = { question: 'What does the harbour pilot keep?' }

const foreignVectors: Drill = {
  id: 'D-25',
  failure: 'The index returns vectors of other tenants',
  rows: ['vectorize/query-fails'],
  injected: 'the index forgets its namespaces',
  expected:
    'they are dropped and an isolation alarm is logged; search and answer continue with the tenant’s own',
  quick: true,
  run: async (stage) => {
    await stage.fault({ target: 'vectorize', mode: 'leak', tenantId: 'atlas' })

    const found = await stage.atlas.post('/v1/search', { ...ASK, mode: 'vector', topK: 50 })
    stage.ok('search', found)
    const results: readonly { text: string }[] = found.body?.results ?? []
    stage.holds(
      'nothing of its own was found',
      results.some(({ text }) => text.includes(CANARIES['atlas'] ?? '')),
    )
    stage.holds("another tenant's text", !found.text.includes(CANARIES['borealis'] ?? ''))
    const answered = await stage.atlas.post('/v1/answers', QUESTION)
    stage.ok('answer', answered)
    stage.same('warnings', answered.body?.warnings, [])
    await stage.logged('the isolation alarm', {
      message: 'isolation alarm: foreign vectors in a search',
      level: 'error',
      tenantId: 'atlas',
      requestId: found.headers.get('x-request-id'),
    })
    await stage.counted('log_lines_total', { message: 'isolation alarm: foreign vectors in a search' })
    return `${results.length} results, all its own; alarm logged`
  },
  mutant: 'vector-owner-checked',
}

const vectorsAreDown: Drill = {
  id: 'D-26a',
  failure: 'Vectorize is down',
  rows: ['vectorize/query-fails'],
  injected: 'one query fails, then every query',
  expected:
    'the first is retried, unnoticed; then search uses words alone, warning retrieval_degraded; answers are still grounded and cited',
  quick: true,
  run: async (stage) => {
    const down = { target: 'vectorize', mode: 'error', status: 503, tenantId: 'atlas' }
    await stage.fault({ ...down, count: 1 })
    const repeated = await stage.atlas.post('/v1/search', ASK)
    stage.ok('search with one failing query', repeated)
    stage.same('warnings after one failing query', codesOf(repeated), [])
    await stage.fault(down)

    const found = await stage.atlas.post('/v1/search', ASK)
    stage.ok('search', found)
    stage.same('warnings', codesOf(found), ['retrieval_degraded'])
    stage.holds('the search by words found nothing', found.body?.results?.length > 0)
    const answered = await stage.atlas.post('/v1/answers', QUESTION)
    stage.ok('answer', answered)
    stage.same('warnings of the answer', codesOf(answered), ['retrieval_degraded'])
    stage.holds('the answer cites nothing', answered.body?.citations?.length > 0)
    const requestId = found.headers.get('x-request-id')
    const line = { message: 'search leg failed', degraded: 'vector', tenantId: 'atlas', requestId }
    await stage.logged('the failed leg', line)
    await stage.counted('vectorize_queries_total', { tenantId: 'atlas', status: 'error' })
    return `${found.body?.results?.length} found by words, retrieval_degraded; answer cited`
  },
  mutant: 'search-legs-fail-alone',
}

const vectorsHang: Drill = {
  id: 'D-26b',
  failure: 'Vectorize does not answer',
  rows: ['vectorize/query-fails'],
  injected: 'every query hangs',
  expected: 'after two attempts of 2 s the search uses words alone, warning retrieval_degraded',
  run: async (stage) => {
    await stage.fault({ target: 'vectorize', mode: 'timeout', tenantId: 'atlas' })

    const startMs = Date.now()
    const found = await stage.atlas.post('/v1/search', ASK)
    const tookMs = Date.now() - startMs
    stage.ok('search', found)
    stage.same('warnings', codesOf(found), ['retrieval_degraded'])
    stage.holds(`it took ${tookMs} ms`, tookMs >= 3_500 && tookMs < 5_000)
    const requestId = found.headers.get('x-request-id')
    const line = { message: 'search leg failed', degraded: 'vector', tenantId: 'atlas', requestId }
    await stage.logged('the failed leg', line)
    return `200 with retrieval_degraded after ${(tookMs / 1_000).toFixed(1)} s`
  },
  mutant: 'search-leg-deadline',
}

const bothSidesAreDown: Drill = {
  id: 'D-26c',
  failure: 'Vectorize and the search by words are down',
  rows: ['vectorize/query-fails', 'object/exception'],
  injected: 'every query fails, and the Corpus rejects every call',
  expected:
    'search is 503 retrieval_unavailable; answers come from the model alone and warn retrieval_unavailable',
  run: async (stage) => {
    await stage.fault({ target: 'vectorize', mode: 'error', tenantId: 'atlas' })
    await stage.fault({ target: 'storage:Corpus', mode: 'overload', tenantId: 'atlas' })

    const refused = await stage.atlas.post('/v1/search', ASK)
    await stage.refused('search', refused, 503, 'retrieval_unavailable')
    const answered = await stage.atlas.post('/v1/answers', QUESTION)
    stage.ok('answer', answered)
    stage.same('warnings', codesOf(answered), ['retrieval_unavailable'])
    stage.same('citations', answered.body?.citations, [])
    stage.holds("the tenant's documents", !answered.text.includes(CANARIES['atlas'] ?? ''))
    const requestId = refused.headers.get('x-request-id')
    for (const degraded of ['vector', 'words']) {
      const line = { message: 'search leg failed', degraded, tenantId: 'atlas', requestId }
      await stage.logged(`that ${degraded} failed`, line)
    }
    return 'search 503 retrieval_unavailable; answer 200 with the warning and without citations'
  },
  mutant: 'search-without-legs-is-503',
}

function codesOf({ body }: Sent): readonly string[] {
  return (body?.warnings ?? []).map(({ code }: { code: string }) => code)
}

export const VECTORIZE_DRILLS: readonly Drill[] = [
  foreignVectors,
  vectorsAreDown,
  vectorsHang,
  bothSidesAreDown,
]
