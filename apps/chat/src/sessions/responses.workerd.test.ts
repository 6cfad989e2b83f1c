import type { AiReply } from '@bulkhead/contracts/chat'
import type { ResponseObject } from '@bulkhead/contracts/http/responses/response-object'
import { ResponsesRequest } from '@bulkhead/contracts/http/responses/responses-request'
import type { Outcome } from '@bulkhead/contracts/outcome'
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeEach, expect, test } from 'vitest'

import { placeOf } from '../responses/response-ids.ts'
import { ai, chat, contextFor, rateLimit, settledFor, tenantWith, textOf } from '../testing/bindings.ts'
import type { AiStep } from '../testing/fakes.worker.ts'

const GATED: AiStep = { kind: 'gated', words: ['One', ' two'], rest: [' three'] }

let models = 0
function tenant() {
  models += 1
  const timeouts = { firstTokenMs: 2_000, idleMs: 2_000, totalMs: 5_000 }
  return tenantWith({ model: `@cf/response-${models}`, fallbackModels: [], timeouts })
}

beforeEach(async () => {
  await ai.script([])
  await rateLimit.clear()
})

function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome))
  return outcome.value
}

const asked = (more: object = {}) => ResponsesRequest.parse({ input: 'Hi', ...more })

async function respond(more: object = {}, ctx = contextFor('acme')): Promise<ResponseObject> {
  const reply = valueOf(await chat.respond(ctx, tenant(), asked(more)))
  if (reply.kind !== 'json') throw new Error('a stream')
  return JSON.parse(reply.json)
}

function streamOf(outcome: Outcome<AiReply>): ReadableStream<Uint8Array> {
  const reply = valueOf(outcome)
  if (reply.kind !== 'stream') throw new Error(reply.json)
  return reply.stream
}

const objectOf = (id: string) => env.CHAT_SESSIONS.getByName(`acme/${placeOf(id).sessionId}`)
const get = async (id: string) => valueOf(await chat.getResponse(contextFor('acme'), id))

test('a response is an answer of a session, whose history shows nothing of it', async () => {
  const { id } = await respond({ input: [{ role: 'user', content: 'Good day' }], instructions: 'Be brief.' })
  const { sessionId, messageId } = placeOf(id)

  const { data } = valueOf(await chat.listMessages(contextFor('acme'), sessionId, { limit: 10 }))
  await evictDurableObject(objectOf(id))

  expect(data).toMatchObject([
    { role: 'user', content: 'Good day' },
    { id: messageId, status: 'complete' },
  ])
  expect(data[1]).not.toHaveProperty('response')
  expect(await get(id)).toMatchObject({ id, status: 'completed', instructions: 'Be brief.' })
})

test('what was said and called before goes to the model, instructions of before do not', async () => {
  const call = { name: 'weather', arguments: { city: 'Oslo' } }
  await ai.script([{ kind: 'json', body: { response: null, tool_calls: [call] } }])
  const tools = [{ type: 'function', name: 'weather' }]
  const first = await respond({ input: 'Weather?', instructions: 'Be a pirate.', tools })
  const made = first.output.find(({ type }) => type === 'function_call')!
  await ai.script([])

  await respond({
    previous_response_id: first.id,
    input: [{ type: 'function_call_output', call_id: made['call_id'], output: 'snow' }],
  })

  const { messages } = (await ai.calls()).at(-1)!.inputs
  expect(messages).toMatchObject([
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Weather?' },
    { role: 'assistant', tool_calls: [{ id: made['call_id'], function: { name: 'weather' } }] },
    { role: 'tool', tool_call_id: made['call_id'], content: 'snow' },
  ])
})

test('an item of a kept response is named by its id, by its own tenant alone', async () => {
  const named = (id: unknown) => ({
    input: [
      { type: 'item_reference', id },
      { role: 'user', content: 'And?' },
    ],
  })
  const said = async (more: object) => (await respond(more)).output.find(({ type }) => type === 'message')!
  const kept = await said({ input: 'My name is Alice.' })
  const passing = await said({ store: false })

  const { id } = await respond(named(kept['id']))
  const { messages } = (await ai.calls()).at(-1)!.inputs
  const { data } = valueOf(await chat.inputItems(contextFor('acme'), id, { limit: 10, order: 'asc' }))

  expect(messages).toMatchObject([
    { role: 'system' },
    { role: 'assistant', content: expect.stringMatching(/./) },
    { role: 'user', content: 'And?' },
  ])
  // What is kept is the item itself: it outlives what it was named after.
  expect(data[0]).toMatchObject({ type: 'message', role: 'assistant' })
  for (const [tenantId, itemId] of [
    ['globex', kept['id']],
    ['acme', passing['id']],
  ] as const) {
    const ctx = contextFor(tenantId)
    expect(await chat.respond(ctx, tenant(), asked(named(itemId)))).toMatchObject({
      ok: false,
      code: 'not_found',
      param: 'input.0',
    })
    expect(await settledFor(ctx)).toHaveLength(1)
  }
})

test('a request of Codex is served: what it runs is offered, and what only OpenAI runs is left out', async () => {
  const parameters = { type: 'object', properties: {} }
  const shell = { type: 'function', name: 'shell', strict: false, parameters }
  const patch = {
    type: 'custom',
    name: 'apply_patch',
    format: { type: 'grammar', syntax: 'lark', definition: 'start: begin' },
  }
  const crew = {
    type: 'namespace',
    name: 'mcp__crew',
    tools: [{ type: 'function', name: 'hire', parameters }, { type: 'web_search' }],
  }
  const tools = [
    shell,
    patch,
    crew,
    { type: 'web_search', external_web_access: false },
    { type: 'local_shell' },
  ]
  const exec = { type: 'custom', name: 'exec' }
  const brought = { type: 'namespace', name: 'functions', tools: [exec] }
  const input = [
    { type: 'additional_tools', role: 'developer', tools: [brought] },
    { role: 'user', content: 'Begin.' },
    { type: 'reasoning', summary: [], encrypted_content: 'gAAA' },
    { type: 'custom_tool_call', call_id: 'c1', name: 'exec', input: 'ls "a"', status: 'completed' },
    { type: 'function_call', call_id: 'c2', namespace: 'mcp__crew', name: 'hire', arguments: '{}' },
    { type: 'custom_tool_call_output', call_id: 'c1', output: 'b' },
    { type: 'function_call_output', call_id: 'c2', output: [{ type: 'input_text', text: 'hired' }] },
    { type: 'web_search_call', status: 'completed', action: { type: 'search', query: 'q' } },
    { type: 'agent_message', author: 'scout', content: [{ type: 'input_text', text: 'Found it.' }] },
  ]
  const frame = { tool_choice: 'auto', parallel_tool_calls: false, store: false, prompt_cache_key: 'a' }
  const body = await respond({
    ...frame,
    input: input as never,
    tools,
    include: ['reasoning.encrypted_content'],
    text: { verbosity: 'low' },
  })

  const { inputs } = (await ai.calls()).at(-1)!
  expect(body.tools).toMatchObject([shell, patch, crew])
  expect(inputs['tools']).toMatchObject([
    { function: { name: 'shell' } },
    {
      function: {
        name: 'apply_patch',
        parameters: { properties: { input: { description: expect.stringContaining('start: begin') } } },
      },
    },
    { function: { name: 'mcp__crew__hire' } },
    { function: { name: 'exec' } },
  ])
  expect(inputs['messages']).toMatchObject([
    { role: 'system' },
    { role: 'user', content: 'Begin.' },
    {
      role: 'assistant',
      tool_calls: [
        { id: 'c1', function: { name: 'exec', arguments: '{"input":"ls \\"a\\""}' } },
        { id: 'c2', function: { name: 'mcp__crew__hire', arguments: '{}' } },
      ],
    },
    { role: 'tool', tool_call_id: 'c1', content: 'b' },
    { role: 'tool', tool_call_id: 'c2', content: 'hired' },
    { role: 'user', content: 'Found it.' },
  ])
})

test('a response whose object was reset has failed, is settled once, and its stream ends', async () => {
  await ai.script([GATED])
  const ctx = contextFor('acme')
  const reply = valueOf(await chat.respond(ctx, tenant(), asked({ background: true })))
  const { id }: ResponseObject = JSON.parse(reply.kind === 'json' ? reply.json : '')
  await new Promise((resolve) => setTimeout(resolve, 600))

  await runInDurableObject(objectOf(id), (_instance, state) => state.abort('reset in the middle')).catch(
    () => undefined,
  )
  await runDurableObjectAlarm(objectOf(id))

  expect(await get(id)).toMatchObject({ id, status: 'failed', error: { code: 'service_unavailable' } })
  const stream = await textOf(streamOf(await chat.streamResponse(contextFor('acme'), id, 1)))
  expect(stream.match(/^event: response\.(completed|failed|incomplete)$/gm)).toEqual([
    'event: response.failed',
  ])
  expect(await settledFor(ctx)).toMatchObject([{ estimated: true }])
})

test('a budget that is spent in the middle of an agent’s loop refuses the next step, and loses nothing', async () => {
  const first = await respond({ input: 'word '.repeat(400) })
  await rateLimit.refuseReservations({ ok: false, code: 'budget_exceeded' })
  const ctx = contextFor('acme', { reservedTokens: 150 })
  const next = asked({ input: 'Go on', previous_response_id: first.id })

  const refused = await chat.respond(ctx, tenant(), next)
  await rateLimit.clear()
  const again = await respond({ input: 'Go on', previous_response_id: first.id })

  expect(refused).toMatchObject({ ok: false, code: 'budget_exceeded' })
  expect(again.status).toBe('completed')
})

test('what was deleted is gone from what comes after', async () => {
  const first = await respond({ input: 'My name is Alice.' })
  const second = await respond({ input: 'And I am tall.', previous_response_id: first.id })
  await chat.deleteResponse(contextFor('acme'), first.id)

  await respond({ input: 'Who am I?', previous_response_id: second.id })

  const { messages } = (await ai.calls()).at(-1)!.inputs
  const said = JSON.stringify(messages)
  expect([said.includes('Alice'), said.includes('tall')]).toEqual([false, true])
  expect(await chat.getResponse(contextFor('acme'), first.id)).toMatchObject({ ok: false, code: 'not_found' })
})

test('an answer of a session can be continued as a response, a message of the user cannot', async () => {
  const session = valueOf(await chat.createSession(contextFor('acme'), {})).id
  await chat.sendMessage(contextFor('acme'), tenant(), session, { content: 'My name is Alice.' })
  const { data } = valueOf(await chat.listMessages(contextFor('acme'), session, { limit: 10 }))
  const idOf = (messageId: string) => `resp_${session.slice(5)}${messageId.slice(4)}`

  const continued = await respond({ input: 'Who am I?', previous_response_id: idOf(data[1]!.id) })
  const ofUser = asked({ input: 'Hi', previous_response_id: idOf(data[0]!.id) })

  expect(continued.status).toBe('completed')
  expect(JSON.stringify((await ai.calls()).at(-1)!.inputs.messages)).toContain('Alice')
  expect(await chat.respond(contextFor('acme'), tenant(), ofUser)).toMatchObject({
    ok: false,
    code: 'not_found',
    param: 'previous_response_id',
  })
})

test('what no row could hold is refused before anything is made, and goes without being kept', async () => {
  const input = 'word '.repeat(210_000)
  const ctx = contextFor('acme')

  const kept = await chat.respond(ctx, tenant(), asked({ input }))
  const settled = await settledFor(ctx)
  const passing = await respond({ input, store: false })

  expect(kept).toMatchObject({ ok: false, code: 'payload_too_large' })
  expect(settled).toMatchObject([{ promptTokens: 0, completionTokens: 0 }])
  expect(passing.status).toBe('completed')
})
