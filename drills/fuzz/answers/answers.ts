import { ERROR_CODES, type ErrorCode } from '@bulkhead/errors/codes'
import { Client, problemsOfError, type Sent } from '@bulkhead/harness/client'
import * as fc from 'fast-check'

import { ATLAS } from '../../stage/drill-tenants.ts'
import type { Reply } from '../fuzzed-provider.ts'
import { runProperty, type SuiteReport, type Tally, type Target } from '../suite.ts'
import { ANSWER_DOORS } from './answer-doors.ts'

/** In every error of the provider: it must not reach a client. */
const SECRET = 'canary-of-the-provider'
const MODELS = 8

/** What a provider may answer: for the most part whole, so that its models stay in use, and often enough not. */
interface Asked {
  readonly door: keyof typeof ANSWER_DOORS
  readonly model: number
  readonly stream: boolean
  readonly reply: Reply
}

const words = fc.constantFrom('Aye', ' aye', '. ', 'é', '日本', '\n', '"')
const piece = fc.oneof(
  { weight: 6, arbitrary: fc.record({ content: words }) },
  { weight: 1, arbitrary: fc.record({ refusal: words }) },
  { weight: 1, arbitrary: fc.record({ reasoning_content: words }) },
  {
    weight: 1,
    arbitrary: fc.record({
      tool_calls: fc.array(
        fc.record(
          {
            index: fc.nat(3),
            id: fc.constantFrom('a', 'b', ''),
            function: fc.record({
              name: fc.constantFrom('f', 'g'),
              arguments: fc.constantFrom('{', '}', '{}', { a: 1 }),
            }),
          },
          { requiredKeys: ['function'] },
        ),
      ),
    }),
  },
  { weight: 1, arbitrary: fc.record({ content: fc.jsonValue() }) },
)
const usage = fc.record(
  { prompt_tokens: fc.nat(90), completion_tokens: fc.nat(90), total_tokens: fc.nat(200) },
  { requiredKeys: [] },
)
const chunk = fc.oneof(
  {
    weight: 12,
    arbitrary: piece.map((delta) => ({ choices: [{ index: 0, delta, finish_reason: null }] })),
  },
  { weight: 1, arbitrary: usage.map((counts) => ({ choices: [], usage: counts })) },
  { weight: 1, arbitrary: fc.constant({ error: { message: SECRET, code: 500 } }) },
  { weight: 1, arbitrary: fc.jsonValue() },
)
const frame = fc.oneof(
  { weight: 12, arbitrary: chunk.map((body) => `data: ${JSON.stringify(body)}\n\n`) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ': ping\n\n',
      'data:\n\n',
      'data: [PING]\n\n',
      'event: ping\ndata: {}\n\n',
      `event: error\ndata: {"message":"${SECRET}"}\n\n`,
      `data: ${SECRET}\n\n`,
      '\r\n',
    ),
  },
)
const FINISH = `data: ${JSON.stringify({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })}\n\n`

const streamed = fc
  .tuple(fc.array(frame, { maxLength: 12 }), fc.constantFrom(`${FINISH}data: [DONE]\n\n`, FINISH, ''))
  .map(([frames, end]) => ({ status: 200, contentType: 'text/event-stream', text: frames.join('') + end }))
const plain = fc
  .tuple(piece, usage, fc.constantFrom('stop', 'length', 'error', null))
  .map(([message, counts, reason]) => ({
    status: 200,
    contentType: 'application/json',
    text: JSON.stringify({ choices: [{ index: 0, message, finish_reason: reason }], usage: counts }),
  }))
const refused = fc
  .tuple(
    fc.constantFrom(400, 401, 404, 413, 422, 429, 500, 503),
    fc.constantFrom('error', 'detail', 'message'),
  )
  .map(([status, name]) => ({
    status,
    contentType: 'application/json',
    text: JSON.stringify({ [name]: { message: SECRET, param: SECRET } }),
  }))

const replies: fc.Arbitrary<Reply> = fc
  .tuple(
    fc.oneof(
      { weight: 5, arbitrary: streamed },
      { weight: 4, arbitrary: plain },
      { weight: 1, arbitrary: refused },
    ),
    fc.array(fc.nat(400), { maxLength: 4 }),
    fc.integer({ min: 0, max: 9 }),
  )
  .map(([{ text, ...head }, cuts, fate]) => ({ ...head, pieces: cutAt(text, cuts), breaks: fate === 0 }))

const inputs: fc.Arbitrary<Asked> = fc.record({
  door: fc.constantFrom('completions', 'responses', 'messages', 'uiMessages'),
  model: fc.integer({ min: 1, max: MODELS }),
  stream: fc.boolean(),
  reply: replies,
})

/** Whatever a provider sends, in whatever pieces: the client gets one whole answer or one error in our own words. */
export function fuzzAnswers(target: Target): Promise<SuiteReport> {
  const client = new Client(target.fetch, ATLAS)
  return runProperty(target, {
    name: 'answers',
    runs: target.requests,
    input: inputs,
    check: (asked, tally) => askOnce(target, client, asked, tally),
  })
}

async function askOnce({ provider }: Target, client: Client, asked: Asked, tally: Tally): Promise<void> {
  provider.reply = asked.reply
  const door = ANSWER_DOORS[asked.door]
  const wish = { model: `drills/fuzzed-${asked.model}`, stream: asked.stream }
  const sent = await door.ask(client, wish)
  tally.note(sent.status)
  if (sent.text.includes(SECRET)) {
    throw new Error(`${asked.door}: the provider's words: ${sent.text.slice(-300)}`)
  }
  if (sent.status >= 400) return requireOwnError(sent)
  door.requireWhole(sent, wish)
}

/** A refusal that the client can mend, or that the provider is not well; never the provider's own words. */
function requireOwnError(sent: Sent): void {
  const code: ErrorCode = sent.body?.error?.code
  if (sent.status === 500) throw new Error(sent.text.slice(0, 300))
  const problems = problemsOfError(sent, ERROR_CODES[code].status, code)
  if (problems.length > 0) throw new Error(problems.join('; '))
}

function cutAt(text: string, cuts: readonly number[]): Uint8Array[] {
  const bytes = new TextEncoder().encode(text)
  const places = [0, ...cuts.filter((at) => at < bytes.length).toSorted((a, b) => a - b), bytes.length]
  return places
    .slice(1)
    .map((end, at) => bytes.slice(places[at], end))
    .filter(({ length }) => length > 0)
}
