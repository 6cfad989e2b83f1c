import type { Drill } from '../../stage/drill.ts'
import { HELLO } from '../../stage/hello.ts'
import { pause } from '../../stage/pause.ts'
import { chargedExactly, reserved, spent } from '../../stage/spent.ts'

/** What only the inside of a Worker would say: stack frames, files, names of errors. */
const INNARDS = /\bat \w|TypeError|\.[jt]s\b|fault was set/

const handlerThrows: Drill = {
  id: 'D-01',
  failure: 'A handler throws',
  rows: ['worker/exception'],
  injected: 'a route’s handler does its work, then throws a TypeError',
  expected: '500 internal in the envelope without the stack; one log line has the whole stack',
  quick: true,
  run: async (stage) => {
    await stage.fault({ target: 'worker:gateway', mode: 'error', tenantId: 'atlas' })

    const failed = await stage.atlas.get('/v1/documents')
    await stage.refused('documents', failed, 500, 'internal')
    stage.holds(`the caller reads ${failed.text}`, !INNARDS.test(failed.text))

    const requestId = failed.headers.get('x-request-id')
    const line = await stage.logged('the bug', { message: 'request failed', tenantId: 'atlas', requestId })
    stage.holds('the line has no stack', String(line['stack']).includes(' at '))
    stage.same('lines of it', stage.lines({ message: 'request failed' }).length, 1)
    stage.same('its traceId', line['traceId'], failed.body?.error?.traceId)
    await stage.counted('errors_total', { tenantId: 'atlas', error_type: 'internal' })
    return '500 internal with requestId and traceId, the stack in one line'
  },
  mutant: 'error-envelope',
}

const chatIsDown: Drill = {
  id: 'D-02',
  failure: 'The chat Worker is down',
  rows: ['worker/exception'],
  injected: 'every method of chat throws',
  expected: '503 service_unavailable within 1 s, nothing charged; other routes keep working',
  quick: true,
  run: async (stage) => {
    const before = await spent(stage.atlas)
    await stage.fault({ target: 'worker:chat', mode: 'error', tenantId: 'atlas' })

    stage.step('ask for a completion while chat is down')
    const startMs = Date.now()
    const refused = await stage.atlas.post('/v1/chat/completions', HELLO)
    const tookMs = Date.now() - startMs
    await stage.refused('completion', refused, 503, 'service_unavailable')
    stage.holds(`answered after ${tookMs} ms, not within 1 s`, tookMs <= 1_000)
    await chargedExactly(stage, stage.atlas, { before, tokens: 0 })
    stage.ok('health', await stage.atlas.get('/healthz'))
    stage.ok('search', await stage.atlas.post('/v1/search', { query: 'harbour pilot' }))

    await stage.logged('the failed call', {
      message: 'call failed',
      target: 'chat',
      tenantId: 'atlas',
      requestId: refused.headers.get('x-request-id'),
    })
    await stage.counted('errors_total', { tenantId: 'atlas', error_type: 'service_unavailable' })
    return '503 service_unavailable, 0 tokens charged'
  },
  mutant: 'down-worker-is-503',
}

/** A little longer than the fault keeps a late answer. */
const LATE_MS = 3_500
/** Settlements of what was before are collected for about 20 ms. */
const SETTLED_MS = 200
const ADMISSION_WITHIN_MS = 2_600

const admissionHangs: Drill = {
  id: 'D-03a',
  failure: 'rate-limit does not answer',
  rows: ['worker/exception'],
  injected: 'rate-limit admits at once but replies after 3 s, one second longer than callers wait',
  expected: '503 admission_unavailable after 2 s, free routes degraded; the late reservation is released',
  run: async (stage) => {
    await pause(SETTLED_MS)
    const before = await reserved(stage.atlas)
    await stage.fault({ target: 'worker:rate-limit', mode: 'late', tenantId: 'atlas', method: 'admit' })
    const startMs = Date.now()
    const [refused, free] = await Promise.all([
      stage.atlas.post('/v1/chat/completions', HELLO),
      stage.atlas.get('/v1/documents'),
    ])
    const tookMs = Date.now() - startMs
    await stage.heal()

    await stage.refused('completion', refused, 503, 'admission_unavailable')
    stage.holds(`answered after ${tookMs} ms`, tookMs <= ADMISSION_WITHIN_MS)
    stage.same('attempts at a model', await stage.attempts(refused), 0)
    stage.ok('documents', free)
    stage.same('x-bulkhead-degraded', free.headers.get('x-bulkhead-degraded'), 'admission')
    await stage.logged('who did not answer', {
      message: 'admission failed',
      target: 'rate-limit',
      tenantId: 'atlas',
      requestId: refused.headers.get('x-request-id'),
    })
    await pause(startMs + LATE_MS - Date.now())
    stage.same('reserved afterwards', await reserved(stage.atlas), before)
    return `503 after ${tookMs} ms, documents degraded, nothing stays reserved`
  },
  mutant: 'late-reservation-given-back',
}

const retrievalHangs: Drill = {
  id: 'D-03b',
  failure: 'rag does not answer',
  rows: ['worker/exception', 'vectorize/query-fails'],
  injected: 'no method of rag ever answers',
  expected:
    'nevertheless an answer after 5 s, with the warning retrieval_unavailable and one attempt at a model',
  limitMs: 12_000,
  run: async (stage) => {
    await stage.fault({ target: 'worker:rag', mode: 'timeout', tenantId: 'atlas' })
    const startMs = Date.now()
    const answered = await stage.atlas.post('/v1/answers', { question: 'What does the harbour pilot keep?' })
    const tookMs = Date.now() - startMs

    stage.ok('answer', answered)
    const codes = (answered.body?.warnings ?? []).map(({ code }: { code: string }) => code)
    stage.same('warnings', codes, ['retrieval_unavailable'])
    stage.holds(`answered after ${tookMs} ms`, tookMs <= 7_000)
    stage.same('attempts at a model', await stage.attempts(answered), 1)
    await stage.logged('that it continued without retrieval', {
      message: 'answer goes on without retrieval',
      tenantId: 'atlas',
      requestId: answered.headers.get('x-request-id'),
    })
    return `200 after ${(tookMs / 1_000).toFixed(0)} s with retrieval_unavailable`
  },
  mutant: 'retrieval-deadline',
}

export const WORKER_DRILLS: readonly Drill[] = [handlerThrows, chatIsDown, admissionHangs, retrievalHangs]
