// What a provider counts, and what the export says that it costs: the same to the last digit.
import type { ServerResponse } from 'node:http'

import { ADMIN_TOKEN, Client, eventually, type Sent } from '@bulkhead/harness/client'
import { startBulkhead, type Bulkhead } from '@bulkhead/harness/start-bulkhead'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { delta, DONE, ScriptedProvider, whole } from './provider/scripted-provider.ts'

const MODEL = '@cf/meta/llama-3.1-8b-instruct-fp8'
/** 2,000 take minutes: `MONEY_REQUESTS=2000 vitest run --project journeys tests/money.test.ts`. */
const REQUESTS = Number(process.env['MONEY_REQUESTS'] ?? 80)
const AT_ONCE = 8
/** Nano-dollars a token; as dollars for a million: 3, 0.30, 15 and 12.50. */
const NANO = { prompt: 3_000, cachedPrompt: 300, completion: 15_000, reasoning: 12_500 }
const PRICES = { prompt: '3', cachedPrompt: '0.3', completion: '15', reasoning: '12.5' }

const provider = new ScriptedProvider()
/** What the provider has counted: its truth. */
const truth = { answers: 0, prompt: 0, cached: 0, completion: 0, reasoning: 0, nanoDollars: 0n }
let bulkhead: Bulkhead
let admin: Client

/** The same request is counted the same, whatever comes of it. */
function usageOf(seed: number) {
  const prompt = 20 + (seed % 37)
  const completion = 5 + (seed % 23)
  const cached = seed % 3 === 0 ? seed % prompt : 0
  const reasoning = seed % 4 === 0 ? seed % completion : 0
  return { prompt, cached, completion, reasoning }
}

function countedBy(seed: number) {
  const { prompt, cached, completion, reasoning } = usageOf(seed)
  truth.answers += 1
  truth.prompt += prompt
  truth.cached += cached
  truth.completion += completion
  truth.reasoning += reasoning
  truth.nanoDollars += BigInt(
    (prompt - cached) * NANO.prompt +
      cached * NANO.cachedPrompt +
      (completion - reasoning) * NANO.completion +
      reasoning * NANO.reasoning,
  )
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { cached_tokens: cached },
    completion_tokens_details: { reasoning_tokens: reasoning },
  }
}

function answer(text: string, response: ServerResponse): void {
  const { messages, stream } = JSON.parse(text)
  const [, kind = '', digits = '0'] = /(\w+) (\d+)/.exec(JSON.stringify(messages)) ?? []
  if (kind === 'fails') {
    // Nothing was generated, so nothing is counted.
    // Half of them are the request's fault, so that the model is not taken for dead.
    response.writeHead(Number(digits) % 2 === 0 ? 500 : 400).end('{"error": {"message": "no"}}')
    return
  }
  const usage = countedBy(Number(digits))
  if (stream !== true) {
    const body = JSON.stringify(whole({ role: 'assistant', content: 'Aye.' }, { usage }))
    response.writeHead(200, { 'content-type': 'application/json' }).end(body)
    return
  }
  const chunks = [delta({ content: 'Aye' }), delta({ content: '.' }, 'stop'), { choices: [], usage }]
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  response.end(chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join('') + DONE)
}

beforeAll(async () => {
  provider.answer = answer
  bulkhead = await startBulkhead({ variables: { OPENAI_BASE_URL: await provider.start() } })
  admin = new Client(bulkhead.fetch, ADMIN_TOKEN)
})
afterAll(async () => {
  await bulkhead?.stop()
  provider.stop()
})

test('the export equals what the provider has counted, over failures, repeats and clients that leave', async () => {
  const { body: table } = await admin.get('/admin/v1/prices')
  const models = { ...table.models, [MODEL]: PRICES }
  expect((await admin.send('PUT', '/admin/v1/prices', { models })).status).toBe(200)
  const made = await admin.post('/admin/v1/tenants', {
    id: 'ledger',
    name: 'Ledger',
    status: 'active',
    tier: 'standard',
    chat: { model: MODEL },
    rateLimit: { requestsPerMinute: 600_000, burst: 100_000 },
    budget: { tokensPerMonth: 100_000_000, spendPerMonth: '900000' },
  })
  expect(made.status).toBe(201)
  const { body: key } = await admin.post('/admin/v1/tenants/ledger/keys', { scopes: ['chat', 'usage:read'] })
  const client = new Client(bulkhead.fetch, key.key)
  const path = '/v1/chat/completions'
  const say = (kind: string, seed: number, more: object = {}) => ({
    max_tokens: 50,
    messages: [{ role: 'user', content: `${kind} ${seed}` }],
    ...more,
  })

  const repeats: { readonly first: Sent; readonly again: Sent }[] = []
  const one = async (seed: number): Promise<void> => {
    const kind = seed % 5
    if (kind === 0) return void (await client.post(path, say('plain', seed)))
    if (kind === 1) return void (await client.post(path, say('streamed', seed, { stream: true })))
    if (kind === 2) return void (await client.post(path, say('fails', seed)))
    if (kind === 3) {
      const headers = { 'idempotency-key': `money-${seed}` }
      const first = await client.post(path, say('kept', seed), headers)
      const again = await client.post(path, say('kept', seed), headers)
      repeats.push({ first, again })
      return
    }
    const response = await client.raw('POST', path, say('left', seed, { stream: true }))
    await response.body?.cancel()
  }
  let next = 1
  const worker = async () => {
    while (next <= REQUESTS) await one(next++)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))

  for (const { first, again } of repeats) {
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    expect(again.text).toBe(first.text)
  }
  await eventually(async () => {
    const { limits } = (await client.get('/v1/usage')).body
    return limits.tokensPerMonth.reserved === 0 ? true : undefined
  })
  const query = 'format=ndjson&groupBy=tenant&tenant=ledger'
  const line = (await admin.get(`/admin/v1/usage?${query}`)).text.split('\n').find(Boolean)
  const exported = JSON.parse(line ?? '{}')
  expect(truth.answers).toBeGreaterThan(REQUESTS / 2)
  expect(exported).toMatchObject({
    // A failed one is a request too, of no tokens; a repeat is none.
    requests: REQUESTS,
    promptTokens: truth.prompt,
    cachedPromptTokens: truth.cached,
    completionTokens: truth.completion,
    reasoningTokens: truth.reasoning,
  })
  expect(nanoOf(exported.cost)).toBe(truth.nanoDollars)
  const spent = (await client.get('/v1/usage')).body.limits.spendPerMonth.used
  expect(nanoOf(spent)).toBe(truth.nanoDollars)
}, 600_000)

function nanoOf(dollars: string): bigint {
  const [whole = '0', places = ''] = dollars.split('.')
  return BigInt(whole) * 1_000_000_000n + BigInt(places.padEnd(9, '0'))
}
