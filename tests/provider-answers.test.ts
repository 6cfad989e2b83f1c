// A provider that answers as public bug reports describe, asked through the whole system: what the client
// gets, plain and streamed, and what is counted. The forms themselves have their table in packages/ai; here
// is what only the whole shows.
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import { Client, problemsOfError } from '@bulkhead/harness/client'
import { startBulkhead, type Bulkhead } from '@bulkhead/harness/start-bulkhead'
import { AIMessage, HumanMessage, ToolMessage, type AIMessageChunk } from '@langchain/core/messages'
import { tool as langchainTool } from '@langchain/core/tools'
import { ChatOpenAI } from '@langchain/openai'
import { generateText, Output, stepCountIs, streamText, tool as sdkTool } from 'ai'
import OpenAI from 'openai'
import { zodResponseFormat } from 'openai/helpers/zod'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'

import {
  delta,
  DONE,
  events,
  json,
  messageOf,
  ScriptedProvider,
  USAGE,
  whole,
  type Answer,
} from './provider/scripted-provider.ts'
import { STARK } from './tenants/keys.ts'

const provider = new ScriptedProvider()
const { bodies } = provider
let providerUrl: string
let bulkhead: Bulkhead
let stark: Client

beforeAll(async () => {
  providerUrl = await provider.start()
  bulkhead = await startBulkhead({ variables: { OPENAI_BASE_URL: providerUrl } })
  stark = new Client(bulkhead.fetch, STARK.full)
})
afterAll(async () => {
  await bulkhead?.stop()
  provider.stop()
})

const ask = (more: object = {}) =>
  stark.post('/v1/chat/completions', { messages: [{ role: 'user', content: 'Ready?' }], ...more })

async function used(): Promise<number> {
  const read = async () => (await stark.get('/v1/usage')).body.limits.tokensPerDay
  await expect.poll(async () => (await read()).reserved, { interval: 20, timeout: 5_000 }).toBe(0)
  return (await read()).used
}

describe('an answer in whatever form is an answer, asked for once', () => {
  const refused = { content: null, refusal: "I can't." }
  test.each([
    ['refused', refused, { refusal: "I can't." }, { content: '', refusal: "I can't." }],
    [
      'with thoughts as parts',
      {
        content: [
          { type: 'thinking', thinking: 'hm' },
          { type: 'text', text: 'Aye.' },
        ],
      },
      { content: 'Aye.', reasoning_content: 'hm' },
      { content: 'Aye.', reasoning: 'hm' },
    ],
    ['without a message', undefined, { content: '' }, { content: '' }],
  ])('%s', async (_name, message, plainly, streamed) => {
    const finish = message === undefined ? 'length' : 'stop'
    const before = bodies.length
    const usedBefore = await used()
    provider.answer = json(whole(message, { usage: USAGE, system_fingerprint: 'fp' }, finish))
    const plain = await ask()
    const asOne = await ask({ stream: true, stream_options: { include_usage: true } })
    provider.answer = events([
      ...(message === undefined ? [] : [delta(message)]),
      delta({}, finish),
      { choices: [], usage: USAGE },
      DONE,
    ])
    const inPieces = await ask({ stream: true, stream_options: { include_usage: true } })

    expect(plain.body).toMatchObject({
      ...whole(plainly, { usage: USAGE }, finish),
      system_fingerprint: 'fp',
    })
    for (const sent of [asOne, inPieces]) {
      expect(messageOf(sent)).toMatchObject({ ...streamed, finish, usage: USAGE, isDone: true })
    }
    expect(bodies.length - before).toBe(3)
    expect((await used()) - usedBefore).toBe(27)
  })

  test('refused, in a session: stored, and sent back by a client it is accepted', async () => {
    provider.answer = events([delta(refused), delta({}, 'stop'), DONE])
    const path = `/v1/sessions/${(await stark.post('/v1/sessions', {})).body.id}/messages`
    const sent = await stark.post(path, { content: 'Do it.' })
    provider.answer = json(whole({ content: 'Aye.' }))
    const again = await ask({
      messages: [
        { role: 'assistant', ...refused, later: { a: 1 } },
        { role: 'user', content: 'Then this.' },
      ],
    })

    expect(sent.body).toMatchObject({ content: "I can't.", status: 'complete' })
    expect(again.status).toBe(200)
    expect(JSON.parse(bodies.at(-1)!).messages.at(-2)).toEqual({
      role: 'assistant',
      ...refused,
      later: { a: 1 },
    })
  })
})

test.each([
  ['stays open', 'stay', []],
  ['is reset', 'reset', []],
  ['goes on with an error', 'close', ['data: {"error":{"message":"late"}}\n\n']],
  ['says [DONE] with a space, after empty events', 'close', ['data:\n\n', 'data: [DONE] \n\n']],
] as const)('a stream that %s after its finish reason is whole, and soon', async (_name, ending, more) => {
  provider.answer = events(
    [delta({ content: 'Aye.' }), delta({}, 'stop'), { choices: [], usage: USAGE }, ...more],
    ending,
  )
  const startMs = Date.now()

  const sent = messageOf(await ask({ stream: true }))

  expect(sent).toMatchObject({ content: 'Aye.', finish: 'stop', isDone: true, error: undefined })
  expect(Date.now() - startMs).toBeLessThan(2_000)
})

test.each([
  ['an object of that name', ['data: {"object":"error","message":"died","code":500}\n\n', DONE]],
  ['an event of that name', ['event: error\ndata: {"message":"boom"}\n\n', DONE]],
  ['a bare line', ['{"error":{"message":"boom"}}\n']],
])('an error in the middle told as %s ends the stream as one', async (_name, rest) => {
  provider.answer = events([delta({ content: 'Aye' }), ...rest])

  const sent = messageOf(await ask({ stream: true, model: '@cf/tests/model-2' }))

  expect(sent).toMatchObject({
    content: 'Aye',
    finish: 'error',
    isDone: false,
    error: { code: 'ai_unavailable' },
  })
})

test('calls without index and id, or with an object for arguments, are calls that clients can run', async () => {
  const call = (name: string, args: unknown) =>
    delta({ tool_calls: [{ function: { name, arguments: args } }] })
  provider.answer = events([call('f', { a: 1 }), call('g', '{}'), delta({}, 'tool_calls'), DONE])

  const { calls } = messageOf(await ask({ stream: true }))

  expect(calls).toMatchObject([
    { index: 0, id: expect.stringMatching(/./), function: { name: 'f', arguments: '{"a":1}' } },
    { index: 1, id: expect.stringMatching(/./), function: { name: 'g', arguments: '{}' } },
  ])
})

test('usage of every attempt is paid for', async () => {
  const usedBefore = await used()
  let attempts = 0
  provider.answer = (body, response) => {
    attempts += 1
    const first = { choices: [{ message: { content: '' } }], usage: USAGE }
    json(attempts === 1 ? first : whole({ content: 'Aye.' }, { usage: USAGE }))(body, response)
  }

  expect((await ask({ model: '@cf/tests/model-3' })).body.usage).toEqual(USAGE)
  expect(attempts).toBe(2)
  expect((await used()) - usedBefore).toBe(18)
})

test('what Bulkhead does not know goes to the provider as it came, and what it must refuse is a 400', async () => {
  provider.answer = json(whole({ content: 'Aye.' }))
  const more =
    '"tools":[{"type":"function","function":{"name":"f","parameters":{"maximum":9223372036854775807}}}],"top_k":5'
  const text = `{"messages":[{"role":"user","content":"Hi"}],${more},"parallel_tool_calls":false}`
  const headers = { authorization: `Bearer ${STARK.full}`, 'content-type': 'application/json' }
  const response = await bulkhead.fetch('/v1/chat/completions', { method: 'POST', headers, body: text })
  const two = await ask({ n: 2 })

  expect(response.status).toBe(200)
  expect(bodies.at(-1)).toContain('"maximum":9223372036854775807')
  expect(JSON.parse(bodies.at(-1)!)).toMatchObject({ top_k: 5, parallel_tool_calls: false })
  expect(problemsOfError(two, 400, 'invalid_request')).toEqual([])
})

test.each([
  [
    400,
    { object: 'error', message: "This model's maximum context length is 8192 tokens." },
    'context_length_exceeded',
    'messages',
  ],
  [
    400,
    [
      {
        error: {
          code: 400,
          message: 'The input token count (9) exceeds the maximum number of tokens allowed (8).',
        },
      },
    ],
    'context_length_exceeded',
    'messages',
  ],
  [400, { error: { code: 'data_inspection_failed', message: 'no' } }, 'content_rejected', 'messages'],
  [
    400,
    { error: { message: 'bad schema', param: 'tools[0].function.parameters' } },
    'invalid_request',
    'tools[0].function.parameters',
  ],
  [
    422,
    { detail: [{ loc: ['body', 'top_k'], msg: 'extra fields not permitted' }] },
    'invalid_request',
    'top_k',
  ],
])('%i %o is the caller’s to mend: %s %s', async (status, body, code, param) => {
  provider.answer = json(body, status)

  const sent = await ask({ top_k: 5, tools: [{ type: 'function', function: { name: 'f' } }] })

  expect(problemsOfError(sent, 400, code as 'invalid_request')).toEqual([])
  expect(sent.body.error.param).toBe(param)
})

/** A provider that does as it is asked: calls a tool, fills a schema, or speaks; in pieces or whole. */
const obliging: Answer = (body, response) => {
  const { tools, messages, response_format: format, stream } = JSON.parse(body)
  const isCall = tools !== undefined && messages.at(-1).role !== 'tool'
  const call = { id: 'call_1', type: 'function', function: { name: 'weather', arguments: '{"city":"Oslo"}' } }
  const message = isCall
    ? { role: 'assistant', content: null, tool_calls: [call] }
    : { role: 'assistant', content: format?.type === 'json_schema' ? '{"city":"Oslo"}' : 'Aye, aye.' }
  const finish = isCall ? 'tool_calls' : 'stop'
  const usage = {
    ...USAGE,
    prompt_tokens_details: { cached_tokens: 3 },
    completion_tokens_details: { reasoning_tokens: 1 },
  }
  if (stream !== true)
    return json(
      whole(message, { id: 'c1', object: 'chat.completion', created: 1, model: 'm', usage }, finish),
    )(body, response)
  const piece = isCall ? { ...message, tool_calls: [{ index: 0, ...call }] } : message
  const common = { id: 'c1', created: 1, model: 'm' }
  events([
    { ...common, ...delta(piece) },
    { ...common, ...delta({}, finish) },
    { ...common, object: 'chat.completion.chunk', choices: [], usage },
    DONE,
  ])(body, response)
}

const refusing: Answer = (body, response) => {
  const message = { role: 'assistant', content: null, refusal: "I can't." }
  const isStream = JSON.parse(body).stream === true
  if (isStream) events([delta(message), delta({}, 'stop'), DONE])(body, response)
  else json(whole(message, { id: 'c1', object: 'chat.completion', usage: USAGE }))(body, response)
}

const City = z.object({ city: z.string() })
const prompt = [{ role: 'user' as const, content: 'Weather?' }]
const model = '@cf/meta/llama-3.1-8b-instruct-fp8'

interface Place {
  readonly baseURL: string
  readonly apiKey: string
}
const openaiAt = (place: Place) => new OpenAI({ ...place, maxRetries: 0 })
const langchainAt = ({ baseURL, apiKey }: Place) =>
  new ChatOpenAI({ apiKey, model, maxRetries: 0, configuration: { baseURL } })
const sdkAt = (place: Place) =>
  createOpenAICompatible({ name: 'p', includeUsage: true, supportsStructuredOutputs: true, ...place })(model)
const weather = {
  name: 'weather',
  description: 'Weather of a city',
  parameters: { type: 'object', properties: { city: { type: 'string' } } },
}

/**
 * What each client makes of an answer; whatever it makes of one that comes straight, it makes of one through
 * Bulkhead.
 */
const CASES: Readonly<Record<string, (place: Place) => Promise<unknown>>> = {
  'openai: create': async (place) => {
    const { choices, usage } = await openaiAt(place).chat.completions.create({ model, messages: prompt })
    return { content: choices[0]?.message.content, finish: choices[0]?.finish_reason, usage }
  },
  'openai: parse': async (place) => {
    const format = zodResponseFormat(City, 'city')
    const { choices } = await openaiAt(place).chat.completions.parse({
      model,
      messages: prompt,
      response_format: format,
    })
    return choices[0]?.message.parsed
  },
  'openai: stream': async (place) => {
    const stream = openaiAt(place).chat.completions.stream({
      model,
      messages: prompt,
      stream_options: { include_usage: true },
    })
    return { content: await stream.finalContent(), usage: await stream.totalUsage() }
  },
  'openai: stream of a tool call': async (place) => {
    const tools = [{ type: 'function' as const, function: weather }]
    const call = await openaiAt(place)
      .chat.completions.stream({ model, messages: prompt, tools })
      .finalFunctionToolCall()
    return call
  },
  'openai: runTools': async (place) => {
    const run = (args: { city: string }) => `rain in ${args.city}`
    const tools = [{ type: 'function' as const, function: { ...weather, function: run, parse: JSON.parse } }]
    return await openaiAt(place).chat.completions.runTools({ model, messages: prompt, tools }).finalContent()
  },
  'openai: runTools, streamed': async (place) => {
    const run = (args: { city: string }) => `rain in ${args.city}`
    const tools = [{ type: 'function' as const, function: { ...weather, function: run, parse: JSON.parse } }]
    const runner = openaiAt(place).chat.completions.runTools({ model, messages: prompt, tools, stream: true })
    return await runner.finalContent()
  },
  'openai: a schema, streamed': async (place) => {
    const response_format = zodResponseFormat(City, 'city')
    const stream = openaiAt(place).chat.completions.stream({ model, messages: prompt, response_format })
    return (await stream.finalChatCompletion()).choices[0]?.message.parsed
  },
  'openai: functions': async (place) => {
    const functions = [weather]
    const { choices } = await openaiAt(place).chat.completions.create({ model, messages: prompt, functions })
    return choices[0]?.message.content
  },
  'LangChain: invoke': async (place) => {
    const { content, usage_metadata: usage } = await langchainAt(place).invoke([new HumanMessage('Weather?')])
    return { content, usage }
  },
  'LangChain: stream': async (place) => {
    let all: AIMessageChunk | undefined
    for await (const chunk of await langchainAt(place).stream('Weather?')) all = all?.concat(chunk) ?? chunk
    return { content: all?.content, usage: all?.usage_metadata }
  },
  'LangChain: a tool call': async (place) => {
    const tool = langchainTool(({ city }) => city, { name: 'weather', schema: City })
    return (await langchainAt(place).bindTools([tool]).invoke('Weather?')).tool_calls
  },
  'LangChain: stream of a tool call': async (place) => {
    const tool = langchainTool(({ city }) => city, { name: 'weather', schema: City })
    let all: AIMessageChunk | undefined
    for await (const chunk of await langchainAt(place).bindTools([tool]).stream('Weather?')) {
      all = all?.concat(chunk) ?? chunk
    }
    return all?.tool_calls
  },
  'LangChain: a conversation with the result of a tool': async (place) => {
    const call = { id: 'call_1', name: 'weather', args: { city: 'Oslo' } }
    const history = [
      new HumanMessage('Weather?'),
      new AIMessage({ content: '', tool_calls: [call] }),
      new ToolMessage({ content: 'rain', tool_call_id: 'call_1' }),
    ]
    return (await langchainAt(place).invoke(history)).content
  },
  'LangChain: content in parts': async (place) =>
    (await langchainAt(place).invoke([new HumanMessage({ content: [{ type: 'text', text: 'Weather?' }] })]))
      .content,
  'LangChain: structured output, called': (place) =>
    langchainAt(place).withStructuredOutput(City, { method: 'functionCalling' }).invoke('Weather?'),
  'LangChain: a model that is told to stop': async (place) =>
    (await langchainAt(place).invoke('Weather?', { stop: ['x'] })).response_metadata['finish_reason'],
  'LangChain: structured output': (place) =>
    langchainAt(place).withStructuredOutput(City, { method: 'jsonSchema' }).invoke('Weather?'),
  'LangChain: batch': async (place) =>
    (await langchainAt(place).batch(['a', 'b'])).map(({ content }) => content),
  'AI SDK: generateText': async (place) => {
    const { text, usage, finishReason } = await generateText({ model: sdkAt(place), prompt: 'Weather?' })
    return { text, finishReason, total: usage.totalTokens }
  },
  'AI SDK: streamText': async (place) => {
    const result = streamText({ model: sdkAt(place), prompt: 'Weather?' })
    return {
      text: await result.text,
      finish: await result.finishReason,
      total: (await result.usage).totalTokens,
    }
  },
  'AI SDK: an object': async (place) => {
    const { output } = await generateText({
      model: sdkAt(place),
      prompt: 'Weather?',
      output: Output.object({ schema: City }),
    })
    return output
  },
  'AI SDK: a streamed tool that is run': async (place) => {
    const tools = { weather: sdkTool({ inputSchema: City, execute: async ({ city }) => `rain in ${city}` }) }
    const options = { model: sdkAt(place), prompt: 'Weather?', tools, stopWhen: stepCountIs(3) }
    return await streamText(options).text
  },
  'AI SDK: a tool that is run': async (place) => {
    const tools = { weather: sdkTool({ inputSchema: City, execute: async ({ city }) => `rain in ${city}` }) }
    const { text, steps } = await generateText({
      model: sdkAt(place),
      prompt: 'Weather?',
      tools,
      stopWhen: stepCountIs(3),
    })
    return { text, results: steps.flatMap(({ toolResults }) => toolResults.map(({ output }) => output)) }
  },
}

describe('what a client makes of an answer straight from the provider, it makes of one through Bulkhead', () => {
  const places = () => ({
    straight: { baseURL: providerUrl, apiKey: 'none' },
    through: { baseURL: new URL('/v1', bulkhead.url).href, apiKey: STARK.full },
  })

  test.each(Object.entries(CASES))('%s', async (_, made) => {
    provider.answer = obliging
    const { straight, through } = places()

    expect(await made(through)).toEqual(await made(straight))
  })

  test('openai: a refusal, parsed and streamed', async () => {
    provider.answer = refusing
    const client = openaiAt(places().through)
    const response_format = zodResponseFormat(City, 'city')
    const parsed = await client.chat.completions.parse({ model, messages: prompt, response_format })
    const streamed = await client.chat.completions.stream({ model, messages: prompt }).finalMessage()

    expect([parsed.choices[0]?.message.refusal, streamed.refusal]).toEqual(["I can't.", "I can't."])
  })
})
