import { Client } from '@bulkhead/harness/client'
import { STARK } from '@bulkhead/tests/tenants/keys'
import * as fc from 'fast-check'

import { requireOrderly } from '../answer-rules.ts'
import { runProperty, type SuiteReport, type Tally, type Target } from '../suite.ts'
import { STREAM_DOORS } from './left-streams.ts'

interface Cut {
  readonly door: keyof typeof STREAM_DOORS
  readonly afterBytes: number
  /** Undefined: the place of the last whole event. */
  readonly cursor?: string
}

const cuts: fc.Arbitrary<Cut> = fc.record(
  {
    door: fc.constantFrom('messages', 'responses', 'uiMessages'),
    afterBytes: fc.nat({ max: 4_000 }),
    cursor: fc.constantFrom('0', '1', '2', '999999', '-1', '1.5', 'abc', '', '9'.repeat(40), '0x1'),
  },
  { requiredKeys: ['door', 'afterBytes'] },
)

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

async function leaveAndReturn(
  client: Client,
  { door, afterBytes, cursor }: Cut,
  tally: Tally,
): Promise<void> {
  const { begin, piecesOf } = STREAM_DOORS[door]
  const leaving = new AbortController()
  const { response, idOf, resume, kept } = await begin(client, leaving.signal)
  const seenText = wholeEventsOf(await readSome(response, afterBytes))
  const seen = piecesOf(seenText)
  leaving.abort()
  tally.note(response.status)
  // Who has seen the end and comes back all the same gets it again, under a later id.
  if (seen.some(({ isEnd }) => isEnd)) return
  const id = await idOf(seenText)
  if (id === undefined) return
  const lastPlace = seen.at(-1)?.place
  const rest = await resume(id, cursor ?? String(lastPlace ?? 0))
  tally.note(rest.status)
  requireOrderly('resume', rest)
  if (rest.status !== 200) {
    if (cursor !== undefined) return
    throw new Error(`${door}: ${rest.status} for the cursor ${lastPlace}, which it gave out`)
  }
  const pieces = piecesOf(rest.text)
  // A cursor of the client's own may ask for any part.
  if (cursor !== undefined) return
  // A stream without places comes whole.
  const all = lastPlace === undefined ? pieces : [...seen, ...pieces]
  const ends = all.filter(({ isEnd }) => isEnd)
  if (ends.length !== 1) throw new Error(`${door}: ${ends.length} terminal events`)
  requireOrder(all.flatMap(({ place }) => place ?? []))
  const text = all.map((piece) => piece.text).join('')
  const stored = await kept(id)
  tally.note(200)
  if (text !== stored)
    throw new Error(`${door}: read ${JSON.stringify(text)}, stored ${JSON.stringify(stored)}`)
}

function requireOrder(places: readonly number[]): void {
  for (const [index, place] of places.entries()) {
    const before = places[index - 1]
    if (before !== undefined && place !== before + 1) throw new Error(`event ${place} after event ${before}`)
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
function wholeEventsOf(text: string): string {
  return text.slice(0, text.lastIndexOf('\n\n') + 2).trimEnd()
}
