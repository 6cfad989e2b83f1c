import { Client, eventsOf, eventually, read } from '@bulkhead/harness/client'
import { STARK } from '@bulkhead/tests/tenants/keys'
import * as fc from 'fast-check'

import { requireOrderly, soon } from '../answer-rules.ts'
import { runProperty, type SuiteReport, type Tally, type Target } from '../suite.ts'

interface Cut {
  readonly afterBytes: number
  /** Undefined: the id of the last whole event. */
  readonly lastEventId?: string
}

const cuts: fc.Arbitrary<Cut> = fc.record(
  {
    afterBytes: fc.nat({ max: 2_000 }),
    lastEventId: fc.constantFrom('0', '1', '2', '999999', '-1', '1.5', 'abc', '', '9'.repeat(40), '0x1'),
  },
  { requiredKeys: ['afterBytes'] },
)

const TERMINAL = new Set(['message.end', 'error'])

/** Streams that the client leaves after any number of bytes: who comes back gets the rest, without gap or repeat, and one end. */
export function fuzzStreams(target: Target): Promise<SuiteReport> {
  const client = new Client(target.fetch, STARK.full)
  // Three requests each: the message, the rest, and what is stored.
  return runProperty(target, {
    name: 'streams',
    runs: target.requests / 3,
    input: cuts,
    check: (cut, tally) => leaveAndReturn(client, cut, tally),
  })
}

async function leaveAndReturn(client: Client, cut: Cut, tally: Tally): Promise<void> {
  const session = (await client.post('/v1/sessions', {})).body.id
  const path = `/v1/sessions/${session}/messages`
  const leaving = new AbortController()
  const response = await client.raw(
    'POST',
    path,
    { content: 'Tell me of the sea.', stream: true },
    {},
    leaving.signal,
  )
  const seen = wholeEventsOf(await readSome(response, cut.afterBytes))
  leaving.abort()
  tally.note(response.status)
  const messageId: string = seen[0]?.data.messageId ?? (await messageOf(client, path))
  const lastId = seen.at(-1)?.id ?? 0
  const cursor = cut.lastEventId ?? String(lastId)
  const rest = await read(
    await client.raw('GET', `${path}/${messageId}/stream`, undefined, { 'last-event-id': cursor }, soon()),
  )
  tally.note(rest.status)
  requireOrderly('resume', rest)
  if (rest.status !== 200) {
    if (cut.lastEventId === undefined)
      throw new Error(`${rest.status} for the cursor ${cursor}, which it gave out`)
    return
  }
  const events = eventsOf(rest.text)
  const ends = events.filter(({ event }) => TERMINAL.has(event))
  if (ends.length !== 1) throw new Error(`${ends.length} terminal events`)
  if (cut.lastEventId !== undefined) return
  const all = [...seen, ...events]
  requireWhole(all.map(({ id }) => id))
  const text = all.flatMap(({ event, data }) => (event === 'delta' ? [String(data.text)] : [])).join('')
  const stored = await client.get(path)
  tally.note(stored.status)
  const { content } = stored.body.data.at(-1)
  if (text !== content) throw new Error(`read ${JSON.stringify(text)}, stored ${JSON.stringify(content)}`)
}

function requireWhole(ids: readonly number[]): void {
  for (const [index, id] of ids.entries()) {
    const before = ids[index - 1]
    if (before !== undefined && id !== before + 1) throw new Error(`event ${id} after event ${before}`)
  }
}

async function readSome(response: Response, bytes: number): Promise<string> {
  if (response.body === null) return ''
  const reader = response.body.getReader()
  const decoder = new TextDecoder()
  let text = ''
  let left = bytes
  while (left > 0) {
    const { value, done } = await reader.read()
    if (done) break
    text += decoder.decode(value.slice(0, left), { stream: true })
    left -= value.length
  }
  return text
}

/** What a client has of a stream that was cut: the events that came whole. */
function wholeEventsOf(text: string): ReturnType<typeof eventsOf> {
  return eventsOf(text.slice(0, text.lastIndexOf('\n\n') + 2).trimEnd())
}

/** For a client that left before the first event. */
function messageOf(client: Client, path: string): Promise<string> {
  return eventually(async () => {
    const { body } = await client.get(path)
    const last = body.data.at(-1)
    return last?.role === 'assistant' && last.status !== 'running' ? String(last.id) : undefined
  })
}
