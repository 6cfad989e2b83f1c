import type { Client } from '@bulkhead/harness/client'

import { Conversation, endsOf, saidIn } from '../../stage/conversation.ts'
import { documentIs, putText } from '../../stage/document-of.ts'
import type { Drill } from '../../stage/drill.ts'
import { pause } from '../../stage/pause.ts'
import { chargedExactly, spent } from '../../stage/spent.ts'

const RESET = 'a reset by ctx.abort() replaces a crash of the machine'

const resetBeforeCommit: Drill = {
  id: 'D-16a',
  failure: 'An object is reset before it has stored anything',
  rows: ['object/exception'],
  injected: 'SessionDirectory and Corpus are reset with their writes still in memory',
  expected:
    'nothing is half-written: creating the session is 503 and a repeat creates one; the document is stored once',
  simulated: RESET,
  run: async (stage) => {
    const sessions = async () => (await stage.atlas.get('/v1/sessions?limit=100')).body.data.length
    const before = await sessions()
    const reset = { mode: 'abort', tenantId: 'atlas', count: 1 }
    await stage.fault({ target: 'storage:SessionDirectory', method: 'create', ...reset })
    await stage.fault({ target: 'storage:Corpus', method: 'accept', ...reset })

    const create = () => stage.atlas.post('/v1/sessions', {}, { 'idempotency-key': `d16-${before}` })
    const refused = await create()
    await stage.refused('session', refused, 503, 'storage_unavailable')
    const requestId = refused.headers.get('x-request-id')
    await stage.logged('the reset', { message: 'durable object call failed', tenantId: 'atlas', requestId })
    stage.same('sessions more after the reset', (await sessions()) - before, 0)
    stage.ok('the same again', await create(), 201)
    stage.same('sessions more', (await sessions()) - before, 1)
    stage.ok('document', await putText(stage.atlas, 'reset', 'The reset left no trace.'), 202)
    await documentIs(stage.atlas, 'reset', 'indexed')
    await stage.atlas.delete('/v1/documents/reset')
    return '503 and nothing stored; the repeat makes one session; the document is taken once'
  },
  mutant: 'corpus-write-repeated',
}

const resetInsideAnAnswer: Drill = {
  id: 'D-16b',
  failure: 'A session is reset in the middle of an answer',
  rows: ['object/exception'],
  injected: 'ChatSession is reset while the model is still speaking',
  expected:
    'the stream ends with one error event, the answer is stored as incomplete; the same key completes it',
  simulated: RESET,
  run: async (stage) => {
    const talk = await Conversation.open(stage.atlas)
    const model = stage.freshModel()
    await stage.fault({ target: 'ai', mode: 'drip', model, count: 1 })
    const reset = { target: 'storage:ChatSession', mode: 'abort', tenantId: 'atlas', count: 1 }
    const ask = () => talk.send('Ahoy', { key: 'cut', model, stream: true })
    const asked = ask()
    await pause(600)
    await stage.fault({ ...reset, method: 'listMessages' })

    await stage.refused('the call that meets the reset', await talk.list(), 503, 'storage_unavailable')
    const cut = await asked
    stage.same('ends of the stream', endsOf(cut), ['error service_unavailable'])
    const [, answer] = await talk.messages()
    stage.same('the answer', answer?.status, 'incomplete')
    stage.holds(
      `"${answer?.content}" is not the start of "${saidIn(cut)}"`,
      startsWith(saidIn(cut), answer?.content),
    )
    const requestId = cut.headers.get('x-request-id')
    const line = { message: 'turn was cut by a reset of its object', tenantId: 'atlas', requestId }
    await stage.logged('that the turn was cut', line)
    stage.same('the same again', endsOf(await ask()), ['message.end'])
    stage.same('messages', await talk.outline(), ['user complete', 'assistant complete'])
    return 'one error event, answer incomplete; the same key completed it'
  },
  mutant: 'cut-turn-found',
}

/** The disk may lag behind the client by a second. */
function startsWith(said: string, stored: string | undefined): boolean {
  return stored !== undefined && said.startsWith(stored)
}

const evictedBetweenTurns: Drill = {
  id: 'D-17',
  failure: 'A session leaves memory between two turns',
  rows: ['object/exception'],
  injected: 'ChatSession is reset while nothing runs',
  expected: 'the next turn has the whole history, a repeated key gets its answer, a reader gets every event',
  simulated: 'a reset replaces the eviction: it keeps less, so what survives a reset survives an eviction',
  run: async (stage) => {
    const talk = await Conversation.open(stage.atlas)
    const first = await talk.send('The cat of the ship is called Baldur and sleeps in the chart room.', {
      key: 'first',
    })
    const reset = { target: 'storage:ChatSession', mode: 'abort', tenantId: 'atlas', count: 1 }
    await stage.fault({ ...reset, method: 'listMessages' })
    await stage.refused('the call that meets the reset', await talk.list(), 503, 'storage_unavailable')

    const second = await talk.send('Ahoy')
    stage.ok('next turn', second)
    const [lonely, told] = [await firstPrompt(stage.atlas), second.body?.usage?.promptTokens]
    stage.holds(`the second prompt has ${told} tokens, one without history ${lonely}`, told > lonely)
    const repeated = await talk.send('The cat of the ship is called Baldur and sleeps in the chart room.', {
      key: 'first',
    })
    stage.same('the first answer again', repeated.body, first.body)
    const events = await stage.atlas.get(`${talk.path}/messages/${first.body.id}/stream`)
    stage.same('ends of the stream', endsOf(events), ['message.end'])
    stage.same('what the stream said', saidIn(events), first.body.content)
    stage.same('messages', (await talk.messages()).length, 4)
    return `history of ${told - lonely} tokens, 4 messages, every event`
  },
  mutant: 'history-from-storage',
}

/** What a prompt without history takes. */
async function firstPrompt(client: Client): Promise<number> {
  return (await (await Conversation.open(client)).send('Ahoy')).body.usage.promptTokens
}

const turnsAtOnce: Drill = {
  id: 'D-19',
  failure: 'Twenty messages arrive in one session at once',
  rows: ['object/exception'],
  injected: '20 parallel messages while the model speaks slowly',
  expected: 'one is answered, 19 are 409 session_busy and free of charge; the history has no gap',
  run: async (stage) => {
    const talk = await Conversation.open(stage.atlas)
    const before = await spent(stage.atlas)
    const model = stage.freshModel()
    await stage.fault({ target: 'ai', mode: 'drip', model })

    const sent = await Promise.all(Array.from({ length: 20 }, (_, i) => talk.send(`Message ${i}`, { model })))
    const answered = sent.filter(({ status }) => status === 200)
    const refused = sent.find(({ status }) => status === 409)
    stage.same('answered', answered.length, 1)
    stage.same('refused', sent.filter(({ status }) => status === 409).length, 19)
    if (refused !== undefined) await stage.refused('one of the others', refused, 409, 'session_busy')
    const messages = await talk.messages()
    stage.same('messages', await talk.outline(), ['user complete', 'assistant complete'])
    stage.same('the answer', messages[1]?.id, answered[0]?.body?.id)
    await chargedExactly(stage, stage.atlas, { before, tokens: answered[0]?.body?.usage?.totalTokens })
    return `${answered.length} answered, ${20 - answered.length} times 409 session_busy`
  },
  mutant: 'one-turn-at-a-time',
}

export const RESET_DRILLS: readonly Drill[] = [
  resetBeforeCommit,
  resetInsideAnAnswer,
  evictedBetweenTurns,
  turnsAtOnce,
]
