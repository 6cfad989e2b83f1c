// Every fault of the provider on every route that asks it, plain and streamed, with and without a second model: what the caller gets,
// what is stored, what is counted, and what the log says of each attempt.
import type { ErrorCode } from '@bulkhead/errors/codes'
import { Client, eventsOf, problemsOfError, type Sent } from '@bulkhead/harness/client'
import { startBulkhead, type Bulkhead } from '@bulkhead/harness/start-bulkhead'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'

import { CYBERDYNE, STARK, WEYLAND } from './tenants/keys.ts'

let bulkhead: Bulkhead
beforeAll(async () => {
  bulkhead = await startBulkhead()
})
afterEach(() => bulkhead.clearFaults())
afterAll(() => bulkhead?.stop())

const SPARE = '@cf/tests/spare'

interface FaultCase {
  readonly name: string
  readonly fault: { readonly mode: string; readonly status?: number }
  /** What the log calls each attempt at the first model. */
  readonly attempts: readonly string[]
  readonly status: number
  readonly code: ErrorCode
}

const AWAY = { status: 503, code: 'ai_unavailable' } as const
const LATE = { attempts: ['timeout:firstToken'], status: 504, code: 'ai_timeout' } as const
const FAULTS: readonly FaultCase[] = [
  { name: 'error', fault: { mode: 'error' }, attempts: ['transient', 'transient'], ...AWAY },
  { name: 'quota', fault: { mode: 'quota' }, attempts: ['quota', 'quota'], ...AWAY },
  {
    name: '401',
    fault: { mode: 'error', status: 401 },
    attempts: ['rejected'],
    status: 502,
    code: 'ai_rejected',
  },
  { name: 'timeout', fault: { mode: 'timeout' }, ...LATE },
  { name: 'slow', fault: { mode: 'slow' }, ...LATE },
  { name: 'malformed', fault: { mode: 'malformed' }, attempts: ['malformed', 'malformed'], ...AWAY },
  // Of a plain answer there is no half: for one, the provider fails with a 500.
  { name: 'cut', fault: { mode: 'cut' }, attempts: ['transient', 'transient'], ...AWAY },
]

interface Prepared {
  readonly ask: (model: string, stream: boolean) => Promise<Sent>
  /** What is kept of it, where something is. */
  readonly stored: () => Promise<readonly string[]>
}

const nothingStored = () => Promise.resolve([])

const ROUTES = {
  completions: async (client: Client): Promise<Prepared> => ({
    ask: (model, stream) => {
      const messages = [{ role: 'user', content: 'Say something.' }]
      const options = stream ? { stream, stream_options: { include_usage: true } } : {}
      return client.post('/v1/chat/completions', { model, messages, ...options })
    },
    stored: nothingStored,
  }),
  messages: async (client: Client): Promise<Prepared> => {
    const path = `/v1/sessions/${(await client.post('/v1/sessions', {})).body.id}/messages`
    return {
      ask: (model, stream) => client.post(path, { content: 'Say something.', model, stream }),
      stored: async () => {
        const { data } = (await client.get(path)).body
        return data.map(({ role, status }: { role: string; status: string }) => `${role} ${status}`)
      },
    }
  },
  answers: async (client: Client): Promise<Prepared> => {
    // Only the tenant's own model answers here: what an earlier case did to its breaker is made good first.
    await client.post('/v1/chat/completions', { messages: [{ role: 'user', content: 'Hello' }] })
    return {
      ask: (_model, stream) => client.post('/v1/answers', { question: 'What is it?', stream }),
      stored: nothingStored,
    }
  },
} as const
type Route = keyof typeof ROUTES

/** How a reply ended, told the same way for every route: the terminal events of a stream, the error, the tokens. */
function endOf({ text, body }: Sent, route: Route) {
  if (body !== undefined) {
    const { totalTokens, total_tokens: tokens = totalTokens } = body.usage ?? {}
    return { ends: [], code: body.error?.code, tokens }
  }
  return route === 'completions' ? endOfChunks(text) : endOfEvents(text)
}

function endOfChunks(text: string) {
  const chunks = text
    .split('\n\n')
    .filter((event) => event.startsWith('data: {'))
    .map((event) => JSON.parse(event.slice('data: '.length)))
  const ends = chunks.filter(({ choices }) => choices[0]?.finish_reason === 'error').map(() => 'error')
  if (text.includes('data: [DONE]')) ends.push('message.end')
  const { error, usage } = chunks.at(-1) ?? {}
  return { ends, code: error?.code, tokens: usage?.total_tokens }
}

function endOfEvents(text: string) {
  const terminal = eventsOf(text).filter(({ event }) => event === 'message.end' || event === 'error')
  const { error, usage } = terminal.at(-1)?.data ?? {}
  return { ends: terminal.map(({ event }) => event), code: error?.code, tokens: usage?.totalTokens }
}

/** Settlements and log lines follow the response, by some 20 ms. */
const SOON = { interval: 10, timeout: 5_000 }

/** What the tenant has used, once nothing of it is open. */
async function settled(client: Client): Promise<number> {
  let tokens = { used: 0, reserved: 0 }
  const read = async () => (tokens = (await client.get('/v1/usage')).body.limits.tokensPerDay).reserved
  await expect.poll(read, SOON).toBe(0)
  return tokens.used
}

/** The attempts of one request as the log tells them, once there are so many. */
async function attemptsOf(sent: Sent, count: number): Promise<readonly (readonly unknown[])[]> {
  const requestId = sent.headers.get('x-request-id')
  const lines = () =>
    bulkhead.logs().filter((line) => line['message'] === 'ai attempt' && line['requestId'] === requestId)
  await expect.poll(() => lines().length, SOON).toBeGreaterThanOrEqual(count)
  return lines().map(({ attempt, model, outcome }) => [attempt, model, outcome])
}

interface Case extends FaultCase {
  readonly route: Route
  readonly stream: boolean
  /** Each case has a model of its own: failures open a model's breaker, for a while, for everyone. */
  readonly model: string
  readonly hasSpare: boolean
}

function casesOf(tenant: string, hasSpare: boolean): Case[] {
  const all = (['completions', 'messages', 'answers'] as const).flatMap((route) =>
    [false, true].flatMap((stream) => FAULTS.map((each) => ({ ...each, route, stream, hasSpare }))),
  )
  return all.map((each, i) => ({
    ...each,
    model: each.route === 'answers' ? `@cf/tests/${tenant}` : `@cf/tests/${tenant}-${i + 1}`,
  }))
}

/** A session reads its model as a stream, whatever its caller wants. An answer that has begun is no longer tried elsewhere. */
const breaksInside = ({ name, route, stream }: Case) => name === 'cut' && (stream || route === 'messages')

function attemptsFor(each: Case): [number, string, string][] {
  const first = breaksInside(each) ? ['cut'] : each.attempts
  const own = first.map((outcome, i): [number, string, string] => [i + 1, each.model, outcome])
  return each.hasSpare && !breaksInside(each) ? [...own, [own.length + 1, SPARE, 'ok']] : own
}

/** What a caller sees: the answer of the second model, an error inside the stream, or a refusal. */
function replyFor(each: Case) {
  const { stream, status, code } = each
  if (each.hasSpare && !breaksInside(each))
    return { status: 200, ends: stream ? ['message.end'] : [], code: undefined }
  return breaksInside(each) && stream ? { status: 200, ends: ['error'], code } : { status, ends: [], code }
}

/** What is wrong with a refusal, or with the headers of an answer. */
function problemsOf(each: Case, sent: Sent): string[] {
  if (sent.status !== 200) return problemsOfError(sent, each.status, each.code)
  const attempts = attemptsFor(each)
  const told = [sent.headers.get('x-bulkhead-attempts'), sent.headers.get('x-bulkhead-model')]
  const isTrue = told.join() === [attempts.length, attempts.at(-1)?.[1]].join()
  return isTrue ? [] : [`headers say ${told.join()}`]
}

describe.each([
  { what: 'no second model', tenant: 'weyland', key: WEYLAND },
  { what: 'a second model', tenant: 'cyberdyne', key: CYBERDYNE },
])('with $what', ({ tenant, key }) => {
  test.each(casesOf(tenant, tenant === 'cyberdyne'))('$name, $route, streamed: $stream', async (each) => {
    const { route, stream, model, fault } = each
    const client = new Client(bulkhead.fetch, key)
    const { ask, stored } = await ROUTES[route](client)
    const attempts = attemptsFor(each)
    const failures = attempts.filter(([, , outcome]) => outcome !== 'ok').length
    const usedBefore = await settled(client)

    await bulkhead.setFault({ target: 'ai', ...fault, count: failures })
    const sent = await ask(model, stream)

    const used = (await settled(client)) - usedBefore
    const { tokens, ...end } = endOf(sent, route)
    expect({ status: sent.status, ...end }).toEqual(replyFor(each))
    expect(problemsOf(each, sent)).toEqual([])
    expect(await attemptsOf(sent, attempts.length)).toEqual(attempts)
    const state = failures < attempts.length ? 'complete' : 'incomplete'
    expect(await stored()).toEqual(route === 'messages' ? ['user complete', `assistant ${state}`] : [])
    // What was answered is paid for as told, what was cut by what had been said, what never began not at all.
    expect(breaksInside(each) ? used > 0 && tokens === undefined : used === (tokens ?? 0)).toBe(true)
  })
})

test('a slow provider is no fault to those who can wait', async () => {
  const stark = new Client(bulkhead.fetch, STARK.full)
  const routes = ['completions', 'messages'] as const
  const prepared = await Promise.all(routes.map((route) => ROUTES[route](stark)))
  await bulkhead.setFault({ target: 'ai', mode: 'slow' })

  const [completion, message] = await Promise.all(prepared.map(({ ask }) => ask('@cf/tests/model-1', true)))

  expect([completion!.status, message!.status]).toEqual([200, 200])
  expect(endOf(completion!, 'completions').ends).toEqual(['message.end'])
  expect(endOf(message!, 'messages').ends).toEqual(['message.end'])
})
