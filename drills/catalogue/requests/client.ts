import { eventsOf, eventually, type Sent } from '@bulkhead/harness/client'

import { Conversation, endsOf } from '../../stage/conversation.ts'
import { ATLAS } from '../../stage/drill-tenants.ts'
import type { Drill } from '../../stage/drill.ts'
import { HELLO } from '../../stage/hello.ts'
import { pause } from '../../stage/pause.ts'
import { rawRequest, unreadRequest } from '../../stage/raw-request.ts'
import { chargedExactly, reserved, spent } from '../../stage/spent.ts'
import type { Stage } from '../../stage/stage.ts'

const COMPLETIONS = '/v1/chat/completions'
const LEFT = 'client left the stream'
/** Settlements are collected for about 20 ms. */
const SETTLED_MS = 200

const BAD_CURSORS = [
  '-1',
  '1.5',
  '1e3',
  '0x10',
  'NaN',
  'latest',
  '1;2',
  '99999999999999999999',
  "1' OR '1'='1",
]

const badCursors: Drill = {
  id: 'D-36',
  failure: 'A stream is resumed with a bad cursor, or by somebody else',
  rows: [],
  injected: `${BAD_CURSORS.length} wrong values of Last-Event-ID, one from the future, and another tenant`,
  expected: '400 invalid_request and 404 before any event; from any valid cursor every event once',
  quick: true,
  run: async (stage) => {
    const conversation = await Conversation.open(stage.atlas)
    const whole = eventsOf((await conversation.send('Ahoy', { stream: true })).text)
    const path = `${conversation.path}/messages/${whole[0]?.data.messageId}/stream`
    const attach = (cursor: string) => stage.atlas.get(path, { 'last-event-id': cursor })

    for (const cursor of BAD_CURSORS)
      await stage.refused(`after ${cursor}`, await attach(cursor), 400, 'invalid_request')
    await stage.refused('another tenant', await stage.borealis.get(path), 404, 'not_found')

    for (const cursor of [0, 1, Math.floor(whole.length / 2), whole.length - 1]) {
      const rest = eventsOf((await attach(String(cursor))).text)
      stage.same(`events after ${cursor}`, rest, whole.slice(cursor))
    }
    const future = await attach('999999')
    stage.same('after an event that never was', endsOf(future), ['message.end'])
    return `${BAD_CURSORS.length} × 400, 404 for another tenant, no gap and no repeat`
  },
  mutant: 'stream-cursor-strict',
}

const clientLeaves: Drill = {
  id: 'D-37',
  failure: 'The client leaves in the middle of a stream',
  rows: [],
  injected: 'the connection is closed after the first words, of a message and of a plain completion',
  expected:
    'the message is finished, stored and can be attached to; both are charged exactly; nothing stays reserved',
  run: async (stage) => {
    const model = stage.freshModel()
    const question = { content: 'What does the harbour pilot keep?', stream: true, retrieval: true, model }
    const wanted = await costOf(stage, async () => {
      await stage.atlas.post(`${(await Conversation.open(stage.atlas)).path}/messages`, question)
    })
    const before = await spent(stage.atlas)
    const held = await reserved(stage.atlas)
    const conversation = await Conversation.open(stage.atlas)
    await stage.fault({ target: 'ai', mode: 'drip', model })

    const messageId = await leaveAfterFirst(stage, `${conversation.path}/messages`, question)
    const answer = await finished(conversation)
    const attached = await stage.atlas.get(`${conversation.path}/messages/${messageId}/stream`)
    stage.same('attached to afterwards', endsOf(attached), ['message.end'])
    stage.same('the stored answer', eventsOf(attached.text).at(-1)?.data, answer)
    await chargedExactly(stage, stage.atlas, { before, tokens: wanted })

    const ask = { ...HELLO, model, max_tokens: 12 }
    const tokens = await costOf(stage, () => stage.atlas.post(COMPLETIONS, ask))
    const middle = await spent(stage.atlas)
    await leaveAfterFirst(stage, COMPLETIONS, { ...ask, stream: true })
    await chargedExactly(stage, stage.atlas, { before: middle, tokens })
    stage.same('reserved afterwards', await reserved(stage.atlas), held)
    stage.same('lines that the client left', stage.lines({ message: LEFT, tenantId: 'atlas' }).length, 2)
    return `message complete, ${wanted} tokens as if read; completion charged in full, ${tokens}`
  },
  mutant: 'answer-outlives-reader',
}

/** What something costs when nothing is broken. */
async function costOf({ atlas }: Stage, work: () => Promise<unknown>): Promise<number> {
  const before = await spent(atlas)
  await work()
  await eventually(async () => ((await spent(atlas)) > before ? true : undefined), 5_000)
  await pause(SETTLED_MS)
  return (await spent(atlas)) - before
}

/** Sends, reads one part of the stream, and closes the connection. Returns the id of the message, if it has one. */
async function leaveAfterFirst(stage: Stage, path: string, body: object): Promise<string> {
  const leaving = new AbortController()
  const response = await stage.system.fetch(path, {
    method: 'POST',
    headers: { authorization: `Bearer ${ATLAS}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: leaving.signal,
  })
  stage.same(`${path}: status`, response.status, 200)
  const first = await response.body?.getReader().read()
  stage.step('leave')
  leaving.abort()
  await stage.logged('that it left', { message: LEFT, requestId: response.headers.get('x-request-id') })
  const [event] = eventsOf(new TextDecoder().decode(first?.value).replaceAll('data: [DONE]', ''))
  return event?.data.messageId
}

function finished(conversation: Conversation) {
  const answer = async () => (await conversation.messages()).find(({ role }) => role === 'assistant')
  return eventually(async () => {
    const message = await answer()
    return message?.status === 'running' ? undefined : message
  }, 10_000)
}

const HALF_OPEN = 20
/** Half of what a search may take; the other half belongs to who is called next. */
const BODY_WITHIN_MS = 7_500

const halfOpen: Drill = {
  id: 'D-38',
  failure: 'Clients that send half a body, or do not read',
  rows: ['worker/exception'],
  injected: `${HALF_OPEN} connections that stop in the middle of a body, ${HALF_OPEN} that never read their stream`,
  expected:
    '408 request_timeout after 7.5 s for half bodies, finished and settled answers for unread streams; other clients are served meanwhile',
  simulated:
    'what a slow reader does not read fits into the buffers of one machine; the platform ends idle connections itself',
  limitMs: 15_000,
  run: async (stage) => {
    const tokens = HALF_OPEN * (await costOf(stage, () => stage.atlas.post(COMPLETIONS, HELLO)))
    const before = await spent(stage.atlas)
    const startMs = Date.now()
    const half = Array.from({ length: HALF_OPEN }, () => halfSent(stage))
    const unread = Array.from({ length: HALF_OPEN }, () =>
      unreadRequest(stage.system.url, headTo(COMPLETIONS), STREAMED),
    )
    const meanwhile = await stage.atlas.get('/v1/documents')
    stage.ok('documents, meanwhile', meanwhile)
    const answers = await Promise.all(half)
    const tookMs = Date.now() - startMs
    for (const answer of answers) await stage.refused('half a body', answer, 408, 'request_timeout')
    stage.holds(`answered after ${tookMs} ms`, tookMs >= BODY_WITHIN_MS && tookMs < BODY_WITHIN_MS + 3_000)
    await chargedExactly(stage, stage.atlas, { before, tokens })
    for (const socket of unread) socket.destroy()
    return `${HALF_OPEN} × 408 after ${(tookMs / 1_000).toFixed(1)} s; ${HALF_OPEN} unread answers made and settled`
  },
  mutant: 'body-deadline',
}

const headTo = (path: string) => [
  `POST ${path} HTTP/1.1`,
  'Host: localhost',
  `Authorization: Bearer ${ATLAS}`,
  'Content-Type: application/json',
]
const STREAMED = JSON.stringify({ ...HELLO, stream: true })

function halfSent({ system }: Stage): Promise<Sent> {
  return rawRequest(system.url, [...headTo('/v1/search'), 'Content-Length: 100'], '{"query": "harb')
}

export const CLIENT_DRILLS: readonly Drill[] = [badCursors, clientLeaves, halfOpen]
