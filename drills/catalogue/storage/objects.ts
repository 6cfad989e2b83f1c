import { Conversation } from '../../stage/conversation.ts'
import { documentIs, putText } from '../../stage/document-of.ts'
import type { Drill } from '../../stage/drill.ts'
import { HELLO } from '../../stage/hello.ts'
import { leasesOver, pause } from '../../stage/pause.ts'
import { chargedExactly, spent } from '../../stage/spent.ts'

const RESET = 'a reset by ctx.abort() replaces a crash of the machine'

const limiterOverloaded: Drill = {
  id: 'D-14',
  failure: "The tenant's limiter is overloaded",
  rows: ['object/cpu-limit', 'object/exception'],
  injected: 'the RateLimiter rejects every call as overloaded',
  expected: '503 admission_unavailable, no model is called; free routes keep working, degraded',
  simulated: 'local workerd never reports overload; the error carries the property that the platform sets',
  quick: true,
  run: async (stage) => {
    await leasesOver()
    await stage.fault({ target: 'storage:RateLimiter', mode: 'overload', tenantId: 'atlas' })

    const refused = await stage.atlas.post('/v1/chat/completions', HELLO)
    await stage.refused('completion', refused, 503, 'admission_unavailable')
    stage.same('attempts at a model', await stage.attempts(refused), 0)
    const free = await stage.atlas.get('/v1/documents')
    stage.ok('documents', free)
    stage.same('x-bulkhead-degraded', free.headers.get('x-bulkhead-degraded'), 'admission')

    await stage.logged('that admission did not answer', {
      message: 'admission unavailable',
      tenantId: 'atlas',
      errorCode: 'admission_unavailable',
      requestId: refused.headers.get('x-request-id'),
    })
    return '503 admission_unavailable, 0 attempts, free routes degraded'
  },
  mutant: 'admission-fails-closed',
}

const answerLostAfterCommit: Drill = {
  id: 'D-15a',
  failure: 'A session is reset after its answer was stored, before the reply',
  rows: ['object/exception'],
  injected: 'ChatSession commits the turn and is reset before it answers',
  expected:
    '503 storage_unavailable; the same key returns the stored answer: one turn, one attempt, one charge',
  simulated: RESET,
  quick: true,
  run: async (stage) => {
    const talk = await Conversation.open(stage.atlas)
    const before = await spent(stage.atlas)
    const reset = { target: 'storage:ChatSession', mode: 'cut', method: 'send', tenantId: 'atlas', count: 1 }
    await stage.fault(reset)

    const lost = await talk.send('Ahoy', { key: 'once' })
    await stage.refused('message', lost, 503, 'storage_unavailable')
    const requestId = lost.headers.get('x-request-id')
    await stage.logged('the reset', { message: 'durable object call failed', tenantId: 'atlas', requestId })
    const again = await talk.send('Ahoy', { key: 'once' })
    stage.ok('the same again', again)
    stage.same('idempotency-replayed', again.headers.get('idempotency-replayed'), 'true')
    stage.same('messages', await talk.outline(), ['user complete', 'assistant complete'])
    stage.same('attempts at models', (await stage.attempts(lost)) + (await stage.attempts(again)), 1)
    // The settlement lost its sender; the tenant's next one takes it along, a second later.
    await pause(1_100)
    const next = await stage.atlas.post('/v1/chat/completions', HELLO)
    const tokens = again.body?.usage?.totalTokens + next.body?.usage?.total_tokens
    await chargedExactly(stage, stage.atlas, { before, tokens })
    return '503, then the stored answer; one turn, one attempt, charged once'
  },
  mutant: 'repeated-message-replayed',
}

const admissionLostAfterCommit: Drill = {
  id: 'D-15b',
  failure: "The tenant's limiter is reset after it has admitted, before the reply",
  rows: ['object/exception'],
  injected: 'RateLimiter admits, commits, and is reset before it answers',
  expected: 'retried once under the same reservation: 200, charged once',
  simulated: RESET,
  run: async (stage) => {
    const before = await spent(stage.atlas)
    await leasesOver()
    const cut = { target: 'storage:RateLimiter', mode: 'cut', method: 'admit', tenantId: 'atlas', count: 1 }
    await stage.fault(cut)

    const answered = await stage.atlas.post('/v1/chat/completions', HELLO)
    stage.ok('completion', answered)
    stage.same('attempts at a model', await stage.attempts(answered), 1)
    await stage.logged('that it was asked again', {
      message: 'limiter asked again',
      tenantId: 'atlas',
      requestId: answered.headers.get('x-request-id'),
    })
    await chargedExactly(stage, stage.atlas, { before, tokens: answered.body?.usage?.total_tokens })
    return '200 after a second attempt; charged once'
  },
  mutant: 'lost-admission-repeated',
}

const creationsLostAfterCommit: Drill = {
  id: 'D-15c',
  failure: 'A session and a document are stored, and the replies are lost',
  rows: ['object/exception'],
  injected: 'SessionDirectory and Corpus commit and are reset before they answer',
  expected: 'the same key returns the same session; the document is stored once and keeps its original',
  simulated: RESET,
  run: async (stage) => {
    const sessions = async () => (await stage.atlas.get('/v1/sessions?limit=100')).body.data.length
    const before = await sessions()
    const lost = { mode: 'cut', tenantId: 'atlas', count: 1 }
    await stage.fault({ target: 'storage:SessionDirectory', method: 'create', ...lost })
    await stage.fault({ target: 'storage:Corpus', method: 'accept', ...lost })

    const create = () => stage.atlas.post('/v1/sessions', {}, { 'idempotency-key': `d15-${before}` })
    await stage.refused('session', await create(), 503, 'storage_unavailable')
    const again = await create()
    stage.ok('the same again', again, 201)
    stage.same('idempotency-replayed', again.headers.get('idempotency-replayed'), 'true')
    stage.same('sessions more', (await sessions()) - before, 1)
    const accepted = await putText(stage.atlas, 'lost-reply', 'The lost reply was found in a bottle.')
    stage.ok('document', accepted, 202)
    stage.same('version', accepted.body?.version, 1)
    await documentIs(stage.atlas, 'lost-reply', 'indexed')
    await stage.atlas.delete('/v1/documents/lost-reply')
    return 'one session, one version of the document, indexed'
  },
  mutant: 'key-stored-with-effect',
}

export const OBJECT_DRILLS: readonly Drill[] = [
  limiterOverloaded,
  answerLostAfterCommit,
  admissionLostAfterCommit,
  creationsLostAfterCommit,
]
