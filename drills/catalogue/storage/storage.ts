import { eventsOf, eventually } from '@bulkhead/harness/client'

import { Conversation, type StoredMessage } from '../../stage/conversation.ts'
import { putText } from '../../stage/document-of.ts'
import { EURYALE } from '../../stage/drill-tenants.ts'
import type { Drill } from '../../stage/drill.ts'
import { pause } from '../../stage/pause.ts'
import { chargedExactly, spent } from '../../stage/spent.ts'
import type { Stage } from '../../stage/stage.ts'
import { archivedOf } from './archive-of.ts'

/** Of the tenant's config. */
const KEPT_MESSAGES = 4

const databaseIsFull: Drill = {
  id: 'D-20a',
  failure: 'The database of an object is full',
  rows: ['object/storage-limit'],
  injected: 'ChatSession and Corpus refuse every write with SQLITE_FULL',
  expected: '503 storage_unavailable, no model called, nothing charged; stored data stays readable',
  simulated: 'the refusal is injected before the statement; no database of 10 GB is filled',
  quick: true,
  run: async (stage) => {
    const talk = await Conversation.open(stage.atlas)
    stage.ok('a turn before', await talk.send('Ahoy'))
    const before = await spent(stage.atlas)
    await stage.fault({ target: 'storage:ChatSession', mode: 'quota', tenantId: 'atlas' })
    await stage.fault({ target: 'storage:Corpus', mode: 'quota', tenantId: 'atlas' })

    const message = await talk.send('Are you there?')
    await stage.refused('message', message, 503, 'storage_unavailable')
    stage.same('attempts at a model', await stage.attempts(message), 0)
    const document = await putText(stage.atlas, 'no-room', 'There is no room for this.')
    await stage.refused('document', document, 503, 'storage_unavailable')
    stage.same('messages', await talk.outline(), ['user complete', 'assistant complete'])
    stage.ok('documents', await stage.atlas.get('/v1/documents/pilot'))
    stage.same('no-room', (await stage.atlas.get('/v1/documents/no-room')).status, 404)
    const at = { tenantId: 'atlas', message: 'durable object method failed' }
    for (const durableObjectClass of ['ChatSession', 'Corpus']) {
      const line = await stage.logged(`what ${durableObjectClass} met`, { ...at, durableObjectClass })
      stage.holds(
        `the line of ${durableObjectClass} does not name the object`,
        typeof line['durableObjectId'] === 'string',
      )
      const labels = { tenantId: 'atlas', className: durableObjectClass, status: 'error' }
      await stage.counted('durable_object_invocations_total', labels)
    }
    await chargedExactly(stage, stage.atlas, { before, tokens: 0 })
    return '503 storage_unavailable twice, 0 attempts, 0 tokens; history and documents readable'
  },
  mutant: 'reads-do-not-write',
}

const roomIsMade: Drill = {
  id: 'D-20b',
  failure: 'The database of a session is full of events that can be deleted',
  rows: ['object/storage-limit'],
  injected: 'ChatSession refuses one write with SQLITE_FULL',
  expected: 'events of ended answers are deleted and the turn continues: 200',
  simulated: 'the refusal is injected before the statement; no database of 10 GB is filled',
  run: async (stage) => {
    const talk = await Conversation.open(stage.atlas)
    const first = await talk.send('Ahoy')
    stage.ok('a turn before', first)
    const deltas = async () => {
      const { text } = await stage.atlas.get(`${talk.path}/messages/${first.body?.id}/stream`)
      return eventsOf(text).filter(({ event }) => event === 'delta').length
    }
    // Its events may still be on their way to the disk.
    await pause(500)
    stage.holds('it has no events that could be deleted', (await deltas()) > 1)
    await stage.fault({ target: 'storage:ChatSession', mode: 'quota', tenantId: 'atlas', count: 1 })

    stage.ok('message', await talk.send('Are you there?'))
    stage.same('messages', (await talk.outline()).length, 4)
    // Made anew from the message: all of it in one.
    stage.same('deltas of the turn before', await deltas(), 1)
    return '200, the turn is stored; the events of the one before are deleted'
  },
  mutant: 'full-storage-makes-room',
}

const objectCannotStart: Drill = {
  id: 'D-20c',
  failure: 'The database of an object cannot be read, so its migration fails',
  rows: ['object/exception', 'object/storage-limit'],
  injected: 'every statement of ChatSession fails from its constructor on',
  expected: '503 storage_unavailable; after healing the same session works',
  run: async (stage) => {
    const talk = await Conversation.open(stage.atlas)
    const before = await spent(stage.atlas)
    await stage.fault({ target: 'storage:ChatSession', mode: 'error', tenantId: 'atlas' })

    const refused = await talk.send('Ahoy')
    await stage.refused('message', refused, 503, 'storage_unavailable')
    const requestId = refused.headers.get('x-request-id')
    const line = { message: 'durable object call failed', tenantId: 'atlas', requestId }
    await stage.logged('that the object did not answer', line)
    stage.same('attempts at a model', await stage.attempts(refused), 0)
    await stage.heal()
    const healed = await talk.send('Ahoy')
    stage.ok('message after healing', healed)
    stage.same('messages', await talk.outline(), ['user complete', 'assistant complete'])
    await chargedExactly(stage, stage.atlas, { before, tokens: healed.body?.usage?.totalTokens })
    return '503 storage_unavailable, then 200 in the same session; only that one was charged'
  },
  mutant: 'throwing-object-is-503',
}

const oldMessagesLeave: Drill = {
  id: 'D-20d',
  failure: 'A session holds more messages than it may',
  rows: ['object/storage-limit'],
  injected: 'six turns in a session that keeps four messages',
  expected:
    'the oldest are archived to R2, then deleted from the object: every message is in exactly one place',
  run: async (stage) => {
    const turns = await turnsOf(stage, 6)
    const { archived, kept } = await whenRetired(stage, turns)
    stage.same('messages kept', kept.length, KEPT_MESSAGES)
    everyMessageOnce(stage, turns, [...archived.flat(), ...kept])
    await stage.logged('what left', { message: 'messages retired', tenantId: 'euryale' })
    return `${archived.flat().length} messages in R2, ${kept.length} in the session, none twice`
  },
  mutant: 'archived-before-deleted',
}

const alarmDiesBeforeCommit: Drill = {
  id: 'D-18',
  failure: 'The alarm that retires messages fails half way and runs again',
  rows: ['object/exception', 'object/storage-limit'],
  injected: 'ChatSession is reset in its alarm, after R2 was written and before its own commit',
  expected:
    'the second run writes the same object again and deletes once: every message in exactly one place',
  simulated: 'a reset by ctx.abort() replaces a crash of the machine',
  limitMs: 40_000,
  run: async (stage) => {
    const reset = { target: 'storage:ChatSession', mode: 'abort', method: 'alarm', tenantId: 'euryale' }
    await stage.fault({ ...reset, count: 1 })
    const turns = await turnsOf(stage, 3)
    const { archived, kept } = await whenRetired(stage, turns)
    everyMessageOnce(stage, turns, [...archived.flat(), ...kept])
    stage.same('objects in R2', archived.length, 1)
    const died = { entrypoint: 'ChatSession', outcome: 'exception' }
    await stage.counted('worker_invocations_total', died)
    return `${archived.flat().length} messages in ${archived.length} object of R2, ${kept.length} in the session`
  },
  mutant: 'archive-named-by-content',
}

interface Turns {
  readonly talk: Conversation
  readonly answers: readonly string[]
}

async function turnsOf(stage: Stage, count: number): Promise<Turns> {
  const talk = await Conversation.open(stage.client(EURYALE))
  const answers: string[] = []
  for (let i = 1; i <= count; i++) {
    const sent = await talk.send(`Entry ${i} of the log book`)
    stage.ok(`turn ${i}`, sent)
    answers.push(sent.body?.id)
  }
  return { talk, answers }
}

/** What is where, once the session is down to what it may keep. */
async function whenRetired(stage: Stage, { talk }: Turns) {
  const kept = await eventually(async () => {
    const { status, body } = await talk.list()
    const messages: readonly StoredMessage[] = body?.data ?? []
    return status === 200 && messages.length <= KEPT_MESSAGES ? messages : undefined
  }, 20_000)
  return { kept, archived: archivedOf(stage.system.stateDir, talk.id) }
}

function everyMessageOnce(stage: Stage, { answers }: Turns, found: readonly StoredMessage[]): void {
  const assistants = found.filter(({ role }) => role === 'assistant').map(({ id }) => id)
  stage.same('answers, stored and archived', assistants.toSorted(), answers.toSorted())
  const questions = found.filter(({ role }) => role === 'user').map(({ content }) => content)
  const asked = answers.map((_, i) => `Entry ${i + 1} of the log book`)
  stage.same('questions, stored and archived', questions.toSorted(), asked.toSorted())
}

export const STORAGE_DRILLS: readonly Drill[] = [
  alarmDiesBeforeCommit,
  databaseIsFull,
  roomIsMade,
  objectCannotStart,
  oldMessagesLeave,
]
