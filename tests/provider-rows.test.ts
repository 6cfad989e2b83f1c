// Kinds of misbehaviour of providers, each through every door that asks a model: completions, messages of a session and grounded
// answers, plain and streamed; and what only a small budget shows.
import { Client, localKey, problemsOfError, type Sent } from '@bulkhead/harness/client'
import { startBulkhead, type Bulkhead } from '@bulkhead/harness/start-bulkhead'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import {
  delta,
  DONE,
  either,
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
let bulkhead: Bulkhead
let stark: Client
beforeAll(async () => {
  bulkhead = await startBulkhead({ variables: { OPENAI_BASE_URL: await provider.start() } })
  stark = new Client(bulkhead.fetch, STARK.full)
})
afterAll(async () => {
  await bulkhead?.stop()
  provider.stop()
})

const messages = [{ role: 'user', content: 'Ready?' }]
const complete = (more: object = {}, client = stark) =>
  client.post('/v1/chat/completions', { messages, ...more })

/** What a door gave: a text, or the code of an error, before or inside the answer. */
interface Got {
  readonly text?: string | undefined
  readonly code?: string | undefined
}

const codeOf = ({ body }: Sent): string | undefined => body?.error?.code

async function say(more: object): Promise<Sent> {
  const { body } = await stark.post('/v1/sessions', {})
  return stark.post(`/v1/sessions/${body.id}/messages`, { content: 'Ready?', ...more })
}

/** The last event of a named stream. */
function endOf({ text, body }: Sent): Got {
  const data = text
    .split('\n\n')
    .filter((event) => /^event: (message.end|error)$/m.test(event))
    .map((event) => JSON.parse(/^data: (.*)$/m.exec(event)?.[1] ?? '{}'))
    .at(-1)
  return { text: data?.content ?? data?.answer, code: data?.error?.code ?? body?.error?.code }
}

const DOORS: Readonly<Record<string, (model: object) => Promise<Got>>> = {
  completions: async (model) => {
    const sent = await complete(model)
    const { content, refusal } = sent.body.choices?.[0]?.message ?? {}
    return { text: content ?? refusal, code: codeOf(sent) }
  },
  'completions, streamed': async (model) => {
    const sent = await complete({ ...model, stream: true })
    const { content, refusal, error } = messageOf(sent)
    return { text: content + refusal, code: error?.code ?? codeOf(sent) }
  },
  messages: async (model) => {
    const sent = await say(model)
    return { text: sent.body.content, code: codeOf(sent) }
  },
  'messages, streamed': async (model) => endOf(await say({ ...model, stream: true })),
  answers: async () => {
    const sent = await stark.post('/v1/answers', { question: 'Ready?' })
    return { text: sent.body.answer, code: codeOf(sent) }
  },
  'answers, streamed': async () =>
    endOf(await stark.post('/v1/answers', { question: 'Ready?', stream: true })),
}

const end = [delta({}, 'stop'), { choices: [], usage: USAGE }, DONE]
const thoughts = [
  { type: 'thinking', thinking: [{ type: 'text', text: 'hm' }] },
  { type: 'text', text: 'Aye.' },
]

const ANSWERS: readonly (readonly [name: string, answer: Answer, text: string])[] = [
  [
    'a refusal',
    either(
      events([delta({ refusal: 'I ' }), delta({ refusal: "can't." }), ...end]),
      json(whole({ content: null, refusal: "I can't." }, { usage: USAGE })),
    ),
    "I can't.",
  ],
  [
    'thoughts as parts',
    either(events([delta({ content: thoughts }), ...end]), json(whole({ content: thoughts }))),
    'Aye.',
  ],
  [
    'one whole answer where a stream was asked for',
    json(whole({ content: 'Aye.' }, { usage: USAGE })),
    'Aye.',
  ],
  ['a stream where none was asked for', events([delta({ content: 'Aye.' }), ...end]), 'Aye.'],
  [
    'all of it once more at the end',
    either(
      events([delta({ content: 'A' }), delta({ content: 'ye.' }), whole({ content: 'Aye.' }), DONE]),
      json(whole({ content: 'Aye.' })),
    ),
    'Aye.',
  ],
  [
    'signs of life of all kinds',
    either(
      events([
        ': ping\n\n',
        'data:\n\n',
        'data: [PING]\n\n',
        { type: 'ping' },
        delta({ content: 'Aye.' }),
        'data: ""\n\n',
        ...end,
      ]),
      json(whole({ content: 'Aye.' })),
    ),
    'Aye.',
  ],
  [
    'an end that stays open',
    either(events([delta({ content: 'Aye.' }), delta({}, 'stop')], 'stay'), json(whole({ content: 'Aye.' }))),
    'Aye.',
  ],
  [
    'a part instead of a list',
    either(
      events([delta({ content: { type: 'text', text: 'Aye.' } }), ...end]),
      json(whole({ content: { type: 'text', text: 'Aye.' } })),
    ),
    'Aye.',
  ],
]

describe.each(Object.keys(DOORS))('%s', (door) => {
  test.each(ANSWERS)('%s is an answer, asked for once', async (_name, answer, text) => {
    provider.answer = answer
    const before = provider.bodies.length

    expect(await DOORS[door]?.({})).toEqual({ text })
    expect(provider.bodies.length - before).toBe(1)
  })
})

const FAILURES: readonly (readonly [name: string, model: string, answer: Answer])[] = [
  [
    'an error without a name of its own',
    '@cf/tests/model-1',
    either(
      events([delta({ content: 'Aye' }), 'event: Error\ndata: {"choices":[],"message":"boom"}\n\n', DONE]),
      json({ choices: null, base_resp: { status_code: 1000, status_msg: 'unknown' } }),
    ),
  ],
  [
    'a broken finish reason',
    '@cf/tests/model-2',
    either(
      events([delta({ content: 'Aye' }), delta({}, 'server_error'), DONE]),
      json(whole({ content: 'Aye' }, { error: { code: 502, message: 'died' } }, 'error')),
    ),
  ],
]

describe.each(Object.keys(DOORS).filter((door) => !door.startsWith('answers')))('%s', (door) => {
  test.each(FAILURES)('%s is no answer', async (_name, model, answer) => {
    provider.answer = answer

    expect(await DOORS[door]?.({ model })).toMatchObject({ code: 'ai_unavailable' })
  })
})

describe('what a refusal says to the client', () => {
  test.each([
    [
      400,
      { message: 'Input has 40000 tokens, which exceeds the limit 32768' },
      'context_length_exceeded',
      'messages',
    ],
    [403, { message: 'Inference Policy Violated' }, 'content_rejected', 'messages'],
    [
      400,
      { error: 'Model does not support parameter presencePenalty.' },
      'invalid_request',
      'presence_penalty',
    ],
    [422, 'target type: messages[1].role: unknown variant', 'invalid_request', 'messages[1].role'],
  ] as const)('%i %j', async (status, body, code, param) => {
    provider.answer = json(body, status)
    const plain = await complete({ presence_penalty: 1 })
    const streamed = await complete({ presence_penalty: 1, stream: true })

    for (const sent of [plain, streamed]) {
      expect(problemsOfError(sent, 400, code)).toEqual([])
      expect(sent.body.error.param).toBe(param)
    }
  })

  test('in a session and a grounded answer too', async () => {
    provider.answer = json({ error: { message: 'prompt is too long: 9 tokens > 8 maximum' } }, 400)

    for (const door of ['messages', 'messages, streamed', 'answers', 'answers, streamed']) {
      expect(await DOORS[door]?.({})).toMatchObject({ code: 'context_length_exceeded' })
    }
  })

  test('a place in the messages is the client’s, not that behind the tenant’s own prompt', async () => {
    provider.answer = json({ error: { message: 'bad', param: 'messages[1].content' } }, 400)

    const sent = await complete({}, new Client(bulkhead.fetch, localKey('acme')))

    expect(sent.body.error).toMatchObject({ code: 'invalid_request', param: 'messages[0].content' })
  })
})

describe('a server that wants to be spoken to in its own way', () => {
  const refuses =
    (field: string): Answer =>
    (body, response) =>
      field in JSON.parse(body)
        ? json(
            { error: { message: `Unsupported parameter: '${field}' is not supported.`, param: field } },
            400,
          )(body, response)
        : either(events([delta({ content: 'Aye.' }), ...end]), json(whole({ content: 'Aye.' })))(
            body,
            response,
          )

  test.each([
    ['max_tokens', false, '@cf/tests/model-3'],
    ['stream_options', true, '@cf/tests/model-4'],
    ['stream', true, '@cf/tests/model-5'],
  ])('%s refused once is not sent again (streamed: %s)', async (field, stream, model) => {
    provider.answer = refuses(field)
    const before = provider.bodies.length
    const first = await complete({ model, stream })
    const again = await complete({ model, stream })

    expect([first.status, again.status]).toEqual([200, 200])
    expect(provider.bodies.slice(before).map((body) => field in JSON.parse(body))).toEqual([
      true,
      false,
      false,
    ])
  })
})

test('what nobody reads is passed on, both ways, and a long id comes back', async () => {
  const id = `call_${'x'.repeat(900)}`
  const extra = { google: { thought_signature: 'sig' } }
  const call = { id, type: 'function', function: { name: 'f', arguments: '{}' }, extra_content: extra }
  const message = { content: null, reasoning_content: 'hm', annotations: [{ a: 1 }], tool_calls: [call] }
  const more = { system_fingerprint: 'fp', service_tier: 'flex', usage: USAGE }
  const logprobs = { content: [{ token: 'A', logprob: -1 }] }
  provider.answer = json({ choices: [{ index: 0, message, logprobs, finish_reason: 'tool_calls' }], ...more })
  const { body } = await complete()
  const history = [...messages, body.choices[0].message, { role: 'tool', tool_call_id: id, content: 'x' }]
  provider.answer = json(whole({ content: 'Aye.' }))
  const again = await complete({ messages: history })

  expect(body).toMatchObject({ ...more, choices: [{ message, logprobs }] })
  expect(again.status).toBe(200)
  expect(JSON.parse(provider.bodies.at(-1) ?? '').messages.at(-2)).toMatchObject(message)
})

test('who asks with functions is answered with function_call, plain and streamed', async () => {
  const call = { id: 'c', type: 'function', function: { name: 'f', arguments: '{"a":1}' } }
  provider.answer = either(
    events([delta({ tool_calls: [{ index: 0, ...call }] }), delta({}, 'tool_calls'), DONE]),
    json(whole({ content: null, tool_calls: [call] }, {}, 'tool_calls')),
  )
  const functions = [{ name: 'f', parameters: { type: 'object' } }]
  const plain = await complete({ functions })
  const { chunks, finish } = messageOf(await complete({ functions, stream: true }))

  expect(plain.body.choices[0]).toMatchObject({
    message: { content: null, function_call: call.function },
    finish_reason: 'function_call',
  })
  expect(plain.body.choices[0].message).not.toHaveProperty('tool_calls')
  expect(chunks.map(({ choices }) => choices[0].delta.function_call).find(Boolean)).toEqual(call.function)
  expect(finish).toBe('function_call')
})

describe('a small budget', () => {
  const image = (url: string) => [{ role: 'user', content: [{ type: 'image_url', image_url: { url } }] }]
  const usedBy = async (client: Client) => {
    const read = async () => (await client.get('/v1/usage')).body.limits.tokensPerDay
    await expect.poll(async () => (await read()).reserved, { interval: 20, timeout: 5_000 }).toBe(0)
    return (await read()).used
  }

  test('eight images at once do not overdraw it', async () => {
    const hooli = new Client(bulkhead.fetch, localKey('hooli'))
    const usage = { prompt_tokens: 1_500, completion_tokens: 20, total_tokens: 1_520 }
    provider.answer = (body, response) =>
      void setTimeout(() => json(whole({ content: 'Aye.' }, { usage }))(body, response), 300)
    const url = 'https://images.example.com/a.png'
    const sent = await Promise.all(Array.from({ length: 8 }, () => complete({ messages: image(url) }, hooli)))

    expect(sent.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(await usedBy(hooli)).toBeLessThanOrEqual(2_000)
  })

  test('the bytes of an image are not its tokens', async () => {
    const tyrell = new Client(bulkhead.fetch, localKey('tyrell'))
    const png = Buffer.alloc(8_000)
    png.set([
      0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 64, 0, 0,
      0, 64,
    ])
    provider.answer = json(whole({ content: 'Aye.' }, { usage: USAGE }))
    const url = `data:image/png;base64,${png.toString('base64')}`

    expect((await complete({ messages: image(url) }, tyrell)).status).toBe(200)
    expect(await usedBy(tyrell)).toBe(9)
  })

  test('an answer that knows no limit is cut, and charged for what was passed on', async () => {
    const tyrell = new Client(bulkhead.fetch, localKey('tyrell'))
    const before = await usedBy(tyrell)
    const usage = { prompt_tokens: 7, completion_tokens: 600_000, total_tokens: 600_007 }
    provider.answer = json(whole({ content: 'word '.repeat(400_000) }, { usage }))
    const sent = await complete({ max_tokens: 10 }, tyrell)

    expect(sent.body.choices[0].finish_reason).toBe('length')
    expect((await usedBy(tyrell)) - before).toBeLessThan(1_000)
  })

  test('counts of each piece, and a stream that is cut, are paid for as what was said', async () => {
    const before = await usedBy(stark)
    const each = { usage: { prompt_tokens: 100, completion_tokens: 1, total_tokens: 101 } }
    const words = Array.from({ length: 40 }, () => delta({ content: ' word' }, null, each))
    provider.answer = events(words)
    await complete({ model: '@cf/tests/model-7', stream: true })

    expect((await usedBy(stark)) - before).toBeGreaterThanOrEqual(140)
  })
})
