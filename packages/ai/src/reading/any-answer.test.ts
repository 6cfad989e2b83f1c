// Whatever a provider sends, plain and streamed, in the form that all answers are read as. The cases are of public bug reports.
import { expect, test } from 'vitest'

import type { ModelRequest } from '../model-request.ts'
import { wholeAnswer } from '../whole-answer.ts'
import { DeltaReader } from './delta-reader.ts'

const REQUEST: ModelRequest = {
  messages: [{ role: 'user', content: 'Hello there' }],
  maxTokens: 100,
  parameters: {},
}

function readerOf(text: string): DeltaReader {
  const limits = { firstTokenMs: 1_000, idleMs: 1_000, endMs: Date.now() + 5_000, maxChars: 1_000 }
  const body = new Response(text).body
  if (body === null) throw new TypeError('no body')
  return new DeltaReader(body, Date.now(), limits)
}

/** The whole answer, or the kind of its failure. */
async function read(text: string) {
  try {
    return await wholeAnswer(readerOf(text), REQUEST, ['model'])
  } catch (thrown) {
    return { failed: (thrown as { kind: string }).kind }
  }
}

const sse = (...chunks: (object | string)[]) =>
  chunks.map((chunk) => `data: ${typeof chunk === 'string' ? chunk : JSON.stringify(chunk)}\n\n`).join('')
const delta = (piece: object, finish: string | null = null, more = {}) => ({
  object: 'chat.completion.chunk',
  choices: [{ index: 0, delta: piece, finish_reason: finish }],
  ...more,
})
const whole = (message: object | undefined, finish: string | null = 'stop', more = {}) => ({
  object: 'chat.completion',
  choices: [{ index: 0, message, finish_reason: finish }],
  ...more,
})

/** A message as a whole answer, as the same where a stream was asked for, and as a stream of one delta. */
const dresses = (message: object): [dress: string, text: string][] => [
  ['plain', JSON.stringify(whole(message))],
  ['plain, over many lines', JSON.stringify(whole(message), null, 2)],
  ['plain, as an event', sse(whole(message), '[DONE]')],
  ['streamed', sse(delta({ role: 'assistant' }), delta(message), delta({}, 'stop'), '[DONE]')],
  ['streamed without [DONE]', sse(delta(message, 'stop'))],
  ['as a line each', `${JSON.stringify(delta(message))}\n${JSON.stringify(delta({}, 'stop'))}\n`],
]

const MESSAGES: readonly (readonly [name: string, message: object, read: object])[] = [
  ['a text', { content: 'Hi' }, { text: 'Hi', refusal: '', toolCalls: [] }],
  [
    'text parts',
    {
      content: [
        { type: 'text', text: 'H' },
        { type: 'output_text', text: 'i' },
      ],
    },
    { text: 'Hi' },
  ],
  ['a refusal', { content: null, refusal: "I can't." }, { text: '', refusal: "I can't." }],
  ['a refusal as a part', { content: [{ type: 'refusal', refusal: 'No.' }] }, { text: '', refusal: 'No.' }],
  ['no refusal', { content: 'Hi', refusal: '' }, { text: 'Hi', refusal: '' }],
  [
    'thoughts as parts',
    {
      content: [
        { type: 'thinking', thinking: [{ type: 'text', text: 'hm' }] },
        { type: 'text', text: 'Hi' },
      ],
    },
    { text: 'Hi', extra: { message: { reasoning_content: 'hm' } } },
  ],
  [
    'thoughts as a field, and fields that nobody knows',
    { content: 'Hi', reasoning_content: 'hm', annotations: [{ a: 1 }], later: { b: 2 } },
    { text: 'Hi', extra: { message: { reasoning_content: 'hm', annotations: [{ a: 1 }], later: { b: 2 } } } },
  ],
  [
    'sound alone',
    { content: null, audio: { id: 'a' } },
    { text: '', extra: { message: { audio: { id: 'a' } } } },
  ],
  ['an empty text', { content: '' }, { text: '', finishReason: 'stop' }],
  ['one part instead of a list', { content: { type: 'text', text: 'Hi' } }, { text: 'Hi' }],
  [
    'a call as a part',
    {
      content: [
        { type: 'text', text: 'Hi' },
        { type: 'tool_use', id: 't', name: 'f', input: { a: 1 } },
      ],
    },
    {
      text: 'Hi',
      finishReason: 'tool_calls',
      toolCalls: [{ id: 't', function: { name: 'f', arguments: '{"a":1}' } }],
    },
  ],
  ['Gemini’s parts', { content: { parts: [{ text: 'H' }, { text: 'i' }] } }, { text: 'Hi' }],
]

const DRESSED = MESSAGES.flatMap(([name, message, expected]) =>
  dresses(message).map(([dress, text]) => ({ name, dress, text, expected })),
)

test.each(DRESSED)('$name, $dress', async ({ text, expected }) => {
  expect(await read(text)).toMatchObject(expected)
})

const call = (name: string, text: string, more = {}) => ({ ...more, function: { name, arguments: text } })
const named = (...calls: readonly (readonly [string, string])[]) =>
  calls.map(([name, text]) => ({ type: 'function', function: { name, arguments: text } }))

const CALLS: readonly (readonly [name: string, chunks: readonly object[], read: readonly object[]])[] = [
  [
    'in pieces',
    [
      [{ index: 0, id: 'c1', ...call('f', '') }],
      [{ index: 0, function: { arguments: '{"a"' } }],
      [{ index: 0, function: { arguments: ':1}' } }],
    ],
    [{ id: 'c1', function: { name: 'f', arguments: '{"a":1}' } }],
  ],
  [
    'with an object for arguments',
    [[{ index: 0, id: 'c1', function: { name: 'f', arguments: { a: 1 } } }]],
    named(['f', '{"a":1}']),
  ],
  [
    'with parameters for arguments',
    [[{ index: 0, id: 'c1', function: { name: 'f', parameters: { a: 1 } } }]],
    named(['f', '{"a":1}']),
  ],
  [
    'with a new id and an empty name in each piece',
    [
      [{ index: 0, ...call('f', '', { id: 'c1' }) }],
      [{ index: 0, ...call('', '{"a"', { id: 'c2' }) }],
      [{ index: 0, ...call('', ':1}', { id: 'c3' }) }],
    ],
    named(['f', '{"a":1}']),
  ],
  ['with no arguments', [[{ index: 0, id: 'c1', function: { name: 'f' } }]], named(['f', '{}'])],
  [
    'without indexes, two ids',
    [[call('f', '{"a":1}', { id: 'c1' })], [call('f', '{"b":2}', { id: 'c2' })]],
    named(['f', '{"a":1}'], ['f', '{"b":2}']),
  ],
  [
    'without indexes and ids, two names',
    [[call('f', '{}')], [call('g', '{}')]],
    named(['f', '{}'], ['g', '{}']),
  ],
  [
    'without indexes and ids, one name twice',
    [[call('f', '{"a":1}')], [call('f', '{"a":2}')]],
    named(['f', '{"a":1}'], ['f', '{"a":2}']),
  ],
  [
    'all at index 0 with ids',
    [[{ index: 0, ...call('f', '{}', { id: 'c1' }) }], [{ index: 0, ...call('g', '{}', { id: 'c2' }) }]],
    named(['f', '{}'], ['g', '{}']),
  ],
  [
    'with the id and name in each piece',
    [[{ index: 0, ...call('f', '{"a"', { id: 'c1' }) }], [{ index: 0, ...call('f', ':1}', { id: 'c1' }) }]],
    named(['f', '{"a":1}']),
  ],
  [
    'with an empty id in later pieces',
    [
      [{ index: 0, ...call('f', '{"a"', { id: 'c1' }) }],
      [{ index: 0, id: '', function: { name: null, arguments: ':1}' } }],
    ],
    named(['f', '{"a":1}']),
  ],
  [
    'with sparse indexes',
    [[{ index: 1, ...call('f', '{}', { id: 'c1' }) }], [{ index: 3, ...call('g', '{}', { id: 'c2' }) }]],
    named(['f', '{}'], ['g', '{}']),
  ],
  [
    'with an empty object that holds the place',
    [
      [{ index: 0, id: 'c1', function: { name: 'f', arguments: {} } }],
      [{ index: 0, function: { arguments: '{"a":1}' } }],
    ],
    named(['f', '{"a":1}']),
  ],
  [
    'with all arguments once more',
    [
      [{ index: 0, ...call('f', '{"a"', { id: 'c1' }) }],
      [{ index: 0, function: { arguments: ':1}' } }],
      [{ index: 0, ...call('f', '{"a":1}', { id: 'c1' }) }],
    ],
    named(['f', '{"a":1}']),
  ],
  [
    'with a new id for each piece',
    [
      [{ index: 0, ...call('f', '{"a"', { id: 'c1' }) }],
      [{ index: 0, id: 'c2', function: { arguments: ':1}' } }],
    ],
    named(['f', '{"a":1}']),
  ],
  [
    'in pieces without indexes and ids, one name twice',
    [
      [call('f', '')],
      [{ function: { arguments: '{"a":1}' } }],
      [call('f', '')],
      [{ function: { arguments: '{"a":2}' } }],
    ],
    named(['f', '{"a":1}'], ['f', '{"a":2}']),
  ],
  [
    'that share an id',
    [[call('f', '{"a":1}', { id: 'c1' })], [call('g', '{"b":2}', { id: 'c1' })]],
    named(['f', '{"a":1}'], ['g', '{"b":2}']),
  ],
  [
    'that share all but their place',
    [[call('f', '{}', { id: 'c1' }), call('f', '{}', { id: 'c1' })]],
    named(['f', '{}'], ['f', '{}']),
  ],
  ['in the older form', [], named(['f', '{"a":1}'])],
]

const chunksOf = (chunks: readonly object[]) =>
  chunks.length > 0
    ? chunks.map((tool_calls) => delta({ tool_calls }))
    : [
        delta({ function_call: { name: 'f', arguments: '{"a"' } }),
        delta({ function_call: { arguments: ':1}' } }),
      ]

test.each(CALLS)('calls of tools %s', async (_name, chunks, expected) => {
  const reader = readerOf(sse(...chunksOf(chunks), delta({}, 'tool_calls'), '[DONE]'))
  const pieces = []
  for (let deltas = await reader.next(); deltas !== undefined; deltas = await reader.next()) {
    pieces.push(...deltas.flatMap(({ toolCalls }) => toolCalls))
  }

  const joined: { id?: string | undefined; name: string; text: string }[] = []
  for (const { index, id, function: called } of pieces) {
    const one = (joined[index] ??= { id, name: '', text: '' })
    one.name += called?.name ?? ''
    one.text += called?.arguments ?? ''
  }
  expect(reader.answer.toolCalls.all).toMatchObject(expected)
  expect(joined.map(({ name, text }) => ({ function: { name, arguments: text } }))).toMatchObject(
    expected.map((each) => ({ function: (each as { function: object }).function })),
  )
  expect(new Set(joined.map(({ id }) => id)).size).toBe(expected.length)
  expect(joined.every(({ id }) => typeof id === 'string' && id !== '')).toBe(true)
})

test('a call with a text comes in pieces, and its text is counted', async () => {
  const custom = (input: string, more = {}) =>
    delta({ tool_calls: [{ index: 0, ...more, custom: { input } }] })
  const first = { id: 'c1', type: 'custom', custom: { name: 'patch', input: 'Begin' } }
  const text = 'word '.repeat(40)

  const read1 = await read(
    sse(
      delta({ tool_calls: [{ index: 0, ...first }] }),
      custom(text),
      custom('End'),
      delta({}, 'tool_calls'),
    ),
  )

  expect(read1).toMatchObject({
    finishReason: 'tool_calls',
    toolCalls: [{ id: 'c1', type: 'custom', custom: { name: 'patch', input: `Begin${text}End` } }],
  })
  expect((read1 as { usage: { completionTokens: number } }).usage.completionTokens).toBeGreaterThan(40)
})

test.each([
  [
    'object and message',
    sse(delta({ content: 'H' }), { object: 'error', message: 'died', code: 500 }, '[DONE]'),
    'transient',
  ],
  [
    'an event of that name',
    `${sse(delta({ content: 'H' }))}event: error\ndata: {"message":"boom"}\n\ndata: [DONE]\n\n`,
    'transient',
  ],
  [
    'an event of that name with a text',
    `${sse(delta({ content: 'H' }))}event: error\ndata: boom\n\n`,
    'transient',
  ],
  [
    'a bare line',
    `${sse(delta({ content: 'H' }))}{"error":{"message":"overloaded","code":503}}\n`,
    'transient',
  ],
  ['a list', JSON.stringify([{ error: { code: 429, message: 'slow down' } }]), 'quota'],
  [
    'a choice that failed',
    JSON.stringify({
      choices: [{ message: { content: 'Hel' }, finish_reason: 'error', error: { code: 502 } }],
    }),
    'transient',
  ],
  [
    'an event of that name and nothing else',
    `${sse(delta({ content: 'H' }))}event: error\n\ndata: [DONE]\n\n`,
    'transient',
  ],
  [
    'an event of that name in capitals, beside choices',
    `${sse(delta({ content: 'H' }))}event: Error\ndata: {"choices":[],"message":"boom"}\n\ndata: [DONE]\n\n`,
    'transient',
  ],
  [
    'a message that says nothing',
    sse(delta({ content: 'H' }), { message: { error: 'x' } }, '[DONE]'),
    'malformed',
  ],
  [
    'a field of the delta',
    sse(delta({ content: 'H' }), delta({ error: { message: 'boom' } }), delta({}, 'stop'), '[DONE]'),
    'transient',
  ],
  [
    'a field of the message',
    JSON.stringify(whole({ content: '', error: { code: 429, message: 'slow down' } })),
    'quota',
  ],
  ['a reason of Gemini’s', JSON.stringify(whole({ content: '' }, 'LANGUAGE')), 'content'],
  [
    'a number of MiniMax’s own',
    sse(delta({ content: 'H' }), { choices: [], base_resp: { status_code: 1000 } }, '[DONE]'),
    'transient',
  ],
  ['a number of Baidu’s own', JSON.stringify({ error_code: 336_100, error_msg: 'try again' }), 'transient'],
  [
    'two reasons',
    JSON.stringify(whole({ content: null }, 'function_call_filter: MALFORMED_FUNCTION_CALL')),
    'transient',
  ],
  [
    'a reason that blocks the prompt',
    JSON.stringify({ choices: [], promptFeedback: { blockReason: 'SAFETY' } }),
    'content',
  ],
  ['a refusal without words', JSON.stringify(whole({ content: null }, 'refusal')), 'content'],
  ['a reason', sse(delta({ content: 'H' }), delta({}, 'abort')), 'transient'],
  ['nothing that is known', sse(delta({ content: 'H' }), { message: 'who knows' }, '[DONE]'), 'malformed'],
  ['x_groq', sse(delta({ content: 'H' }), delta({}, null, { x_groq: { error: 'died' } })), 'transient'],
  ['HTML', '<html><body>Bad gateway</body></html>', 'malformed'],
  ['half of it', '{"choices":[{"message":{"conte', 'cut'],
  ['nothing', '', 'cut'],
  ['no text and no reason', JSON.stringify(whole({ content: '' }, null)), 'empty'],
  ['content that was withheld', JSON.stringify(whole({ content: '' }, 'content_filter')), 'content'],
])('a failure told as %s', async (_name, text, failed) => {
  expect(await read(text)).toEqual({ failed })
})

const QUIET = ['ping', '[PING]', '"heartbeat"', '""', '[]', 'null', '{"ping":1700000000}'].map(
  (text): [string, string] => [
    `${text} before and inside`,
    sse(text, delta({ content: 'H' }), text, delta({ content: 'i' }, 'stop')),
  ],
)

test.each([
  ['an empty event', `${sse(delta({ content: 'H' }))}data:\n\n${sse(delta({ content: 'i' }, 'stop'))}`],
  ['comments and blank lines', `: hello\n\n\n${sse(delta({ content: 'Hi' }, 'stop'))}: bye\n\n`],
  ['an event named ping', `event: ping\ndata: {"type":"ping"}\n\n${sse(delta({ content: 'Hi' }, 'stop'))}`],
  ['an object with nothing in it', sse({}, delta({ content: 'Hi' }, 'stop'))],
  [
    'a chunk without choices',
    sse({ choices: [], prompt_filter_results: [] }, delta({ content: 'Hi' }, 'stop')),
  ],
  ...QUIET,
  ['[done] in small letters', sse(delta({ content: 'Hi' }), '[done]')],
  ['"[DONE]" in quotes', sse(delta({ content: 'Hi' }), '"[DONE]"')],
  ['an event named end', `${sse(delta({ content: 'Hi' }))}event: end\ndata: {}\n\n`],
  ['an event named done and nothing else', `${sse(delta({ content: 'Hi' }))}event: done\n\n`],
  [
    'all of it once more at the end',
    sse(
      delta({ role: 'assistant' }),
      delta({ content: 'H' }),
      delta({ content: 'i' }),
      whole({ content: 'Hi' }),
    ),
  ],
  ['a list of chunks', JSON.stringify([delta({ content: 'H' }), delta({ content: 'i' }, 'stop')])],
  [
    'MiniMax’s number for success',
    sse(delta({ content: 'Hi' }, 'stop', { base_resp: { status_code: 0, status_msg: '' } })),
  ],
  ['[DONE] with spaces', `${sse(delta({ content: 'Hi' }))}data:  [DONE] \n\n`],
  ['no space after data', `data:${JSON.stringify(delta({ content: 'Hi' }, 'stop'))}\n\ndata:[DONE]\n\n`],
  ['CRLF and a BOM', `\uFEFF${sse(delta({ content: 'Hi' }, 'stop'), '[DONE]').replaceAll('\n', '\r\n')}`],
  ['CR alone', sse(delta({ content: 'Hi' }, 'stop'), '[DONE]').replaceAll('\n', '\r')],
  [
    'data over two lines',
    'data: {"choices":[{"delta":\ndata: {"content":"Hi"},"finish_reason":"stop"}]}\n\n',
  ],
  ['no blank line at the end', `data: ${JSON.stringify(delta({ content: 'Hi' }, 'stop'))}`],
  ['ids and retry', `id: 1\nretry: 5\n${sse(delta({ content: 'Hi' }, 'stop'))}`],
  ['an error after its end', sse(delta({ content: 'Hi' }, 'stop'), { error: { message: 'late' } })],
  ['rubbish after its end', sse(delta({ content: 'Hi' }, 'stop'), '{{{')],
  ['error: null', sse(delta({ content: 'Hi' }, 'stop', { error: null }))],
  [
    'Ollama’s lines',
    '{"message":{"content":"H"},"done":false}\n{"message":{"content":"i"},"done":true,"done_reason":"stop"}\n',
  ],
  [
    'no blank line between its events',
    sse(delta({ content: 'H' }), delta({ content: 'i' }), delta({}, 'stop'), '[DONE]').replaceAll(
      '\n\n',
      '\n',
    ),
  ],
  [
    'events inside events',
    sse(delta({ content: 'H' }), delta({ content: 'i' }, 'stop')).replaceAll('data: ', 'data: data: '),
  ],
  [
    'floats as Python writes them',
    'data: {"choices":[{"delta":{"content":"Hi"},"logprobs":{"content":[{"token":"NaN","logprob":-Infinity},{"logprob":NaN}]},"finish_reason":"stop"}]}\n\n',
  ],
  ['no error, said as null in its delta', sse(delta({ content: 'Hi', error: null }, 'stop'))],
  [
    'DashScope’s envelope',
    JSON.stringify({ request_id: 'r', output: whole({ content: 'Hi' }), usage: { input_tokens: 1 } }),
  ],
  ['Cloudflare’s envelope', '{"result":{"response":"Hi"},"success":true,"errors":[]}'],
])('a stream with %s is whole', async (_name, text) => {
  expect(await read(text)).toMatchObject({ text: 'Hi', finishReason: 'stop' })
})

test.each([
  ['length', undefined, 'length'],
  ['MAX_TOKENS', {}, 'length'],
  ['end_turn', { content: 'Hi' }, 'stop'],
  ['tool_use', { tool_calls: [call('f', '{}')] }, 'tool_calls'],
  ['of another day', { content: 'Hi' }, 'of another day'],
  ['FinishReason.MAX_TOKENS', { content: 'Hi' }, 'length'],
  ['FINISH_REASON_STOP', { content: 'Hi' }, 'stop'],
  ['content-filter', { content: 'Hi' }, 'content_filter'],
  ['max_output_tokens', { content: 'Hi' }, 'length'],
  ['stop', { tool_calls: [call('f', '{}')] }, 'tool_calls'],
  ['end_turn', { tool_calls: [call('f', '{}')] }, 'tool_calls'],
  ['length', { tool_calls: [call('f', '{"a')] }, 'length'],
  ['tool_calls', { content: 'Hi' }, 'stop'],
  [null, { content: 'Hi' }, 'stop'],
])('finish reason %s with %o is %s', async (finish, message, finishReason) => {
  expect(await read(JSON.stringify(whole(message, finish)))).toMatchObject({ finishReason })
})

const USAGES: readonly (readonly [name: string, usage: object, prompt: number, completion: number])[] = [
  ['as it is', { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 }, 3, 2],
  [
    'with thoughts in the total alone',
    {
      prompt_tokens: 32,
      completion_tokens: 9,
      total_tokens: 135,
      completion_tokens_details: { reasoning_tokens: 94 },
    },
    32,
    103,
  ],
  [
    'with thoughts beside the completion',
    { prompt_tokens: 32, completion_tokens: 9, completion_tokens_details: { reasoning_tokens: 94 } },
    32,
    103,
  ],
  [
    'with a zero that the total belies',
    { prompt_tokens: 21, completion_tokens: 0, total_tokens: 81 },
    21,
    60,
  ],
  ['as text and fractions', { prompt_tokens: '3', completion_tokens: 1.5 }, 3, 2],
  ['in Anthropic’s names', { input_tokens: 3, output_tokens: 2, cache_read_input_tokens: 10 }, 13, 2],
  [
    'in Gemini’s names, where thoughts are beside the completion',
    { promptTokenCount: 3, candidatesTokenCount: 9, thoughtsTokenCount: 5 },
    3,
    14,
  ],
  ['in Bedrock’s names', { inputTokens: 3, outputTokens: 2, totalTokens: 5 }, 3, 2],
  ['with the prompt left out', { completion_tokens: 2, total_tokens: 9 }, 7, 2],
]

test.each(USAGES)('usage %s', async (_name, usage, promptTokens, completionTokens) => {
  const expected = { usage: { promptTokens, completionTokens, estimated: false } }

  expect(await read(JSON.stringify(whole({ content: 'Hi' }, 'stop', { usage })))).toMatchObject(expected)
  expect(await read(sse(delta({ content: 'Hi' }), delta({}, 'stop'), { choices: [], usage }))).toMatchObject(
    expected,
  )
})

test('a zero beside a text is no count', async () => {
  const usage = { prompt_tokens: 21, completion_tokens: 0, total_tokens: 21 }

  const { usage: read1 } = (await read(
    JSON.stringify(whole({ content: 'three words here' }, 'stop', { usage })),
  )) as {
    usage: { promptTokens: number; completionTokens: number }
  }

  expect(read1.promptTokens).toBe(21)
  expect(read1.completionTokens).toBeGreaterThanOrEqual(3)
})

test('an interim count is a floor, a later one replaces it, and nulls change nothing', async () => {
  const first = { usage: { prompt_tokens: 100, completion_tokens: 0 } }
  const last = { choices: [], usage: { prompt_tokens: null, completion_tokens: 7 } }
  const words = delta({ content: 'word '.repeat(50) })

  const open = await read(sse(delta({}, null, first), words, delta({}, 'stop')))
  const counted = await read(sse(delta({}, null, first), words, delta({}, 'stop'), last))

  expect(open).toMatchObject({ usage: { promptTokens: 100, estimated: true } })
  expect((open as { usage: { completionTokens: number } }).usage.completionTokens).toBeGreaterThanOrEqual(50)
  expect(counted).toMatchObject({ usage: { promptTokens: 100, completionTokens: 7, estimated: false } })
})

test('a count that stands still while more is said is of each piece, and one in the choice is a count', async () => {
  const each = { usage: { prompt_tokens: 100, completion_tokens: 1 } }
  const words = Array.from({ length: 50 }, () => delta({ content: ' word' }, null, each))
  const moonshot = { choices: [{ index: 0, delta: {}, finish_reason: 'stop', ...each }] }

  const pieces = await read(sse(...words, delta({}, 'stop'), '[DONE]'))
  const inChoice = await read(sse(delta({ content: 'Hi' }), moonshot, '[DONE]'))

  expect((pieces as { usage: { completionTokens: number } }).usage.completionTokens).toBeGreaterThanOrEqual(
    50,
  )
  expect(inChoice).toMatchObject({
    usage: { promptTokens: 100, completionTokens: 1, estimated: false },
    extra: {},
  })
})

test('keeps the parts of usage apart, and everything else as it came', async () => {
  const usage = {
    prompt_tokens: 10,
    completion_tokens: 5,
    prompt_tokens_details: { cached_tokens: 4, cache_write_tokens: 2 },
    completion_tokens_details: { reasoning_tokens: 3 },
    cost: 0.25,
  }

  expect(
    await read(JSON.stringify(whole({ content: 'Hi' }, 'stop', { usage, system_fingerprint: 'fp' }))),
  ).toMatchObject({
    usage: {
      cachedTokens: 4,
      cacheWriteTokens: 2,
      reasoningTokens: 3,
      details: { prompt_tokens_details: usage.prompt_tokens_details, cost: 0.25 },
    },
    extra: { body: { system_fingerprint: 'fp' } },
  })
})

test('numbers that a double cannot hold are passed on as they were written', async () => {
  const text =
    '{"choices":[{"message":{"content":"Hi","seed":9223372036854775807,"p":1.0},"finish_reason":"stop"}]}'

  const { extra } = (await read(text)) as { extra: { message: object } }

  expect(JSON.stringify(extra.message)).toBe('{"seed":9223372036854775807,"p":1.0}')
})

test('a whole answer that knows no limit is cut where a stream is, and counted here', async () => {
  const usage = { prompt_tokens: 3, completion_tokens: 600_000 }

  const answer = await read(JSON.stringify(whole({ content: 'word '.repeat(500_000) }, 'stop', { usage })))

  expect(answer).toMatchObject({ finishReason: 'length', usage: { promptTokens: 3 } })
  expect((answer as { text: string }).text).toHaveLength(1_000)
  expect((answer as { usage: { completionTokens: number } }).usage.completionTokens).toBeLessThan(1_000)
})
