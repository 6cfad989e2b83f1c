import { HOSTILE_KINDS } from '../../../apps/extract/src/testing/hostile-documents.ts'
import { documentIs, documentOf, putText } from '../../stage/document-of.ts'
import { ATLAS } from '../../stage/drill-tenants.ts'
import type { Drill } from '../../stage/drill.ts'
import { pause } from '../../stage/pause.ts'
import type { Stage } from '../../stage/stage.ts'

const unavailable: Drill = {
  id: 'D-47a',
  failure: 'The reader of documents is unavailable; then a document ends it',
  rows: ['worker/exception'],
  injected: 'every call to extract fails until healed; then the next one is lost while the document is read',
  expected:
    'both documents wait and say why, searches go on, and both are read and indexed without anybody’s help',
  simulated: 'a reader that is killed is a call whose answer is lost while extract answers others',
  limitMs: 150_000,
  run: async (stage) => {
    await stage.fault({ target: 'worker:extract', mode: 'error' })
    stage.ok('a document', await putText(stage.atlas, 'unread', 'The purser counts the casks at noon.'), 202)
    await waitsFor(stage, 'unread', 'reader_unavailable')
    await stage.logged('that it waits', { message: 'document reader is unavailable', tenantId: 'atlas' })
    stage.ok('search meanwhile', await stage.atlas.post('/v1/search', { query: 'pilot' }))
    await stage.heal()
    await documentIs(stage.atlas, 'unread', 'indexed', 60_000)

    const lost = { target: 'worker:extract', mode: 'cut', method: 'read', tenantId: 'atlas', count: 1 }
    await stage.fault(lost)
    stage.ok('a second one', await putText(stage.atlas, 'killed', 'The bosun pipes the crew aboard.'), 202)
    const line = { message: 'document ended its reader', documentId: 'killed', errorCode: 'reader_ended' }
    await stage.logged('that it ended its reader', { ...line, tenantId: 'atlas' })
    await documentIs(stage.atlas, 'killed', 'indexed', 60_000)
    for (const id of ['unread', 'killed']) await stage.atlas.delete(`/v1/documents/${id}`)
    return 'reader_unavailable, then indexed; reader_ended once, then indexed'
  },
  mutant: 'documents-wait-for-their-reader',
}

async function waitsFor(stage: Stage, id: string, code: string): Promise<void> {
  let waiting = await documentOf(stage.atlas, id)
  for (let i = 0; i < 100 && waiting.error === undefined; i++) {
    await pause(100)
    waiting = await documentOf(stage.atlas, id)
  }
  stage.same('why it waits', [waiting.status, waiting.error?.code], ['queued', code])
}

const HOSTILE = 8
const SEARCHES = 60
/** Sent whether or not the one before is answered, so that what is blocked for a second is seen by all of that second. */
const APART_MS = 50
/** Below this, what a busy machine does to single requests is more than what is measured. */
const UNSEEN_MS = 250

const besideHostile: Drill = {
  id: 'D-47b',
  failure: 'Documents that take seconds to read, beside another tenant’s searches',
  rows: ['object/cpu-limit'],
  injected: `${HOSTILE} PDF files of one tenant, each about a second of computing`,
  expected: 'the other tenant’s searches take at most three times as long as usual (p90)',
  limitMs: 120_000,
  run: async (stage) => {
    const quietMs = p90(await searchTimes(stage, (count) => count < SEARCHES))
    const kind = HOSTILE_KINDS.find(({ name }) => name === 'matrices')
    const body = new Uint8Array(kind?.make(kind.most) ?? [])
    for (let i = 0; i < HOSTILE; i++) await putPdf(stage, `hostile-${i}`, body)
    const end = { isReached: false }
    const all = Array.from({ length: HOSTILE }, (_, i) =>
      documentIs(stage.atlas, `hostile-${i}`, 'failed', 90_000),
    )
    const read = Promise.all(all).finally(() => (end.isReached = true))
    const besideMs = p90(await searchTimes(stage, () => !end.isReached))
    await read
    const mostMs = Math.max(3 * quietMs, UNSEEN_MS)
    stage.holds(
      `p90 of the other tenant’s searches: ${besideMs} ms beside, ${quietMs} ms usually`,
      besideMs <= mostMs,
    )
    for (let i = 0; i < HOSTILE; i++) await stage.atlas.delete(`/v1/documents/hostile-${i}`)
    return `p90 ${besideMs} ms beside them, ${quietMs} ms usually`
  },
  mutant: 'documents-read-in-their-own-worker',
}

async function putPdf({ system }: Stage, id: string, body: Uint8Array<ArrayBuffer>): Promise<void> {
  const headers = { authorization: `Bearer ${ATLAS}`, 'content-type': 'application/pdf' }
  await system.fetch(`/v1/documents?id=${id}`, { method: 'POST', headers, body })
}

async function searchTimes(stage: Stage, goesOn: (count: number) => boolean): Promise<readonly number[]> {
  const searches: Promise<number>[] = []
  while (goesOn(searches.length)) {
    searches.push(searchTime(stage))
    await pause(APART_MS)
  }
  return Promise.all(searches)
}

async function searchTime(stage: Stage): Promise<number> {
  const startMs = performance.now()
  const { status } = await stage.borealis.post('/v1/search', { query: 'pilot', mode: 'words' })
  stage.holds(`a search of the other tenant: ${status}`, status === 200)
  return Math.round(performance.now() - startMs)
}

function p90(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.ceil(times.length * 0.9) - 1] ?? 0
}

export const READER_DRILLS: readonly Drill[] = [unavailable, besideHostile]
