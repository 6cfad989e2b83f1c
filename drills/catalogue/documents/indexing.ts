import { documentIs, documentOf, putText, textOf } from '../../stage/document-of.ts'
import type { Drill } from '../../stage/drill.ts'
import { pause } from '../../stage/pause.ts'

const shownLate: Drill = {
  id: 'D-27',
  failure: 'Vectorize accepts an upsert and shows it late',
  rows: ['vectorize/indexing-fails'],
  injected: 'a written vector is visible after 3 s',
  expected: 'searchable by words at once; indexed only when a search by vectors finds it',
  run: async (stage) => {
    await stage.fault({ target: 'vectorize', mode: 'late', tenantId: 'atlas' })
    const text = 'The lamp of the lighthouse turns once in eleven seconds.'
    stage.ok('document', await putText(stage.atlas, 'late', text), 202)

    await documentIs(stage.atlas, 'late', 'searchable')
    const byWords = await search('words')
    stage.holds('the search by words does not find it while it is searchable', byWords)
    await documentIs(stage.atlas, 'late', 'indexed')
    stage.holds('the search by vectors does not find it although it is indexed', await search('vector'))
    const line = await stage.logged('when it was shown', {
      message: 'document indexed',
      documentId: 'late',
      tenantId: 'atlas',
    })
    await stage.atlas.delete('/v1/documents/late')
    return `searchable at once, indexed ${String(line['latencyMs'])} ms after the upsert`

    async function search(mode: string): Promise<boolean> {
      const { body } = await stage.atlas.post('/v1/search', { query: 'lamp of the lighthouse', mode })
      return body.results.some(({ documentId }: { documentId: string }) => documentId === 'late')
    }
  },
  mutant: 'vector-proof-awaited',
}

const halfOfTheBatches: Drill = {
  id: 'D-28',
  failure: 'Half of the vectors of a document cannot be stored',
  rows: ['vectorize/indexing-fails'],
  injected: 'the first batch is accepted, the second refused until healed',
  expected:
    'searchable, with the reason; then it continues where it stopped: stored chunks are not embedded again',
  run: async (stage) => {
    // Two attempts for each batch; the first upsert passes.
    await stage.fault({ target: 'vectorize', mode: 'error', tenantId: 'atlas', after: 1 })
    stage.ok('document', await putText(stage.atlas, 'half', textOf(60)), 202)

    const isPutOff = async () =>
      (await documentOf(stage.atlas, 'half')).error?.code === 'vector_index_unavailable'
    for (let i = 0; i < 100 && !(await isPutOff()); i++) await pause(100)
    const waiting = await documentOf(stage.atlas, 'half')
    stage.same(
      'while it waits',
      [waiting.status, waiting.error?.code],
      ['searchable', 'vector_index_unavailable'],
    )
    const stored = { message: 'vectors could not be stored', tenantId: 'atlas', target: 'vectorize' }
    await stage.logged('what was refused', stored)
    await stage.heal()
    const { chunks } = await documentIs(stage.atlas, 'half', 'indexed')
    const embedded = stage
      .lines({ message: 'embedding attempt', tenantId: 'atlas', stage: 'embed' })
      .reduce((sum, { count }) => sum + Number(count), 0)
    stage.holds(
      `${embedded} passages were embedded for ${chunks} chunks`,
      chunks > 16 && embedded <= 2 * chunks - 16,
    )
    await stage.atlas.delete('/v1/documents/half')
    return `searchable with vector_index_unavailable, then indexed; ${embedded} embeddings for ${chunks} chunks`
  },
  mutant: 'refused-vectors-retried',
}

export const INDEXING_DRILLS: readonly Drill[] = [shownLate, halfOfTheBatches]
