import type { InputItem } from '@bulkhead/contracts/http/responses/response-input'
import { ResponsesRequest } from '@bulkhead/contracts/http/responses/responses-request'
import { expect, test } from 'vitest'

import { openBody } from '../response-body.ts'
import { ResponseEvents } from '../response-events.ts'
import { ClientTools } from './client-tools.ts'
import { inputIn } from './custom-input.ts'
import { functionOf, offered } from './offered.ts'
import { plainItems } from './plain-items.ts'

const request = (more: object) => ResponsesRequest.parse({ input: 'Hi', ...more })
const known = (tools: readonly object[], items: readonly InputItem[] = []) =>
  ClientTools.of(request({ tools }), items)
const fn = (name: string, more = {}) => ({ type: 'function', name, ...more })
const custom = (name: string) => ({ type: 'custom', name })
const space = (name: string, ...tools: readonly object[]) => ({ type: 'namespace', name, tools })
const search = { type: 'tool_search', execution: 'client', description: 'Finds tools', parameters: {} }

test.each([
  ['of its own', [fn('look')], ['look']],
  ['with dots of its own', [fn('a.b')], ['a.b']],
  ['in a namespace', [space('crew', fn('hire'))], ['crew__hire']],
  ['in a namespace that ends as one', [space('mcp__crew__', fn('hire'))], ['mcp__crew__hire']],
  ['in the namespace that is none', [space('functions', custom('exec'))], ['exec']],
  ['that two namespaces share', [space('a', fn('x')), space('b', fn('x')), fn('x')], ['a__x', 'b__x', 'x']],
  ['that collides when it is flat', [fn('a__x'), space('a', fn('x'))], ['a__x', 'a__x_2']],
  ['declared twice', [fn('x'), fn('x', { description: 'again' })], ['x']],
  ['with characters that no model takes', [space('my crew', fn('größe'))], ['my_crew__gr__e']],
  ['longer than any model takes', [space('n'.repeat(60), fn('hire'))], [`${'n'.repeat(58)}__hire`]],
  ['for a search by the client', [search], ['tool_search']],
  ['for a search by its server', [{ type: 'tool_search' }], []],
  ['of a namespace with nothing to run', [space('a', { type: 'web_search' }, { type: 'function' })], []],
])('the flat name of a tool %s', (_name, tools, names) => {
  expect(known(tools).all.map(({ flatName }) => flatName)).toEqual(names)
})

test('tools come with the conversation, too', () => {
  const found: InputItem = { type: 'tool_search_output', call_id: 'c', tools: [space('crew', fn('hire'))] }
  const added: InputItem = { type: 'additional_tools', tools: [custom('exec')] }

  expect(known([search], [found, added]).all.map(({ flatName }) => flatName)).toEqual([
    'tool_search',
    'crew__hire',
    'exec',
  ])
})

test('a search by files that an item declares is none: it would need the scope', () => {
  const added: InputItem = { type: 'additional_tools', tools: [{ type: 'file_search' }] }

  expect(known([], [added]).all).toEqual([])
})

test.each([
  ['auto', 'auto', 3],
  [{ type: 'custom', name: 'exec' }, { type: 'function', function: { name: 'exec' } }, 3],
  [
    { type: 'function', name: 'hire', namespace: 'crew' },
    { type: 'function', function: { name: 'crew__hire' } },
    3,
  ],
  [{ type: 'allowed_tools', mode: 'required', tools: [custom('exec')] }, 'required', 1],
  [{ type: 'web_search' }, 'auto', 3],
])('the choice %j', (choice, wanted, count) => {
  const tools = known([fn('look'), custom('exec'), space('crew', fn('hire'))])
  const { tools: some, choice: written } = offered(request({ tool_choice: choice }).tool_choice, tools)

  expect(written).toEqual(wanted)
  expect(some).toHaveLength(count)
})

test('a tool that takes a text is a function of that text', () => {
  const tool = {
    ...custom('patch'),
    description: 'Patches',
    format: { type: 'grammar', syntax: 'lark', definition: 'g' },
  }

  expect(known([tool]).all.map(functionOf)).toMatchObject([
    {
      type: 'function',
      function: {
        name: 'patch',
        description: 'Patches',
        parameters: {
          required: ['input'],
          properties: { input: { description: expect.stringContaining('(lark):\ng') } },
        },
      },
    },
  ])
})

test.each([
  ['{"input":"*** Begin\\n+a"}', '*** Begin\n+a'],
  ['{"patch":"*** Begin"}', '*** Begin'],
  ['"*** Begin"', '*** Begin'],
  ['*** Begin', '*** Begin'],
  ['{"a":"b","c":"d"}', '{"a":"b","c":"d"}'],
  ['', ''],
])('the text in the arguments %s', (text, input) => {
  expect(inputIn(text)).toBe(input)
})

test('calls in the history are by the names that the model knows, also of tools that are gone', () => {
  const items: InputItem[] = [
    { type: 'function_call', call_id: 'a', namespace: 'crew', name: 'hire', arguments: '{}' },
    { type: 'tool_search_call', call_id: 'b', arguments: { query: 'ships' } },
    { type: 'tool_search_output', call_id: 'b', tools: [fn('sail')] },
    { type: 'tool_search_call', arguments: {} },
    { type: 'local_shell_call', action: {} },
    { type: 'agent_message', content: [{ type: 'encrypted_content', data: 'g' }] },
  ]

  expect(plainItems(items, known([]))).toMatchObject([
    { type: 'function_call', call_id: 'a', name: 'crew__hire' },
    { type: 'function_call', call_id: 'b', name: 'tool_search', arguments: '{"query":"ships"}' },
    { type: 'function_call_output', call_id: 'b', output: '{"tools":["sail"]}' },
  ])
})

test('a call goes out in the form in which its tool was declared', () => {
  const events: string[] = []
  const sink = { write: (written: readonly string[]) => void events.push(...written), close: () => undefined }
  const id = `resp_${'0'.repeat(64)}`
  const open = openBody({ id, createdMs: 0, model: 'm', request: request({}) })
  const tools = known([custom('exec'), space('crew', fn('hire')), search])
  const response = new ResponseEvents(open, { sources: undefined, tools }, { hasResults: false, sink })
  const piece = (index: number, name: string | undefined, text: string) => ({
    text: '',
    refusal: '',
    reasoning: '',
    extra: {},
    toolCalls: [
      {
        index,
        ...(name === undefined ? {} : { id: `c${index}`, type: 'function' }),
        function: { ...(name === undefined ? {} : { name }), arguments: text },
      },
    ],
  })
  response.start('m')
  response.deltas([
    piece(0, 'exec', '{"input":'),
    piece(0, undefined, '"ls"}'),
    piece(1, 'crew__hire', '{}'),
    piece(2, 'tool_search', '{"query":"a"}'),
  ])
  const usage = { promptTokens: 1, completionTokens: 1, estimated: false }
  const body = response.end({ finishReason: 'tool_calls', usage })

  expect(body.output).toMatchObject([
    {
      type: 'custom_tool_call',
      id: expect.stringMatching(/^ctc_/),
      call_id: 'c0',
      name: 'exec',
      input: 'ls',
    },
    { type: 'function_call', namespace: 'crew', name: 'hire', arguments: '{}' },
    { type: 'tool_search_call', execution: 'client', arguments: { query: 'a' } },
  ])
  expect(body.output[0]).not.toHaveProperty('namespace')
  const types = events.map((event) => /^event: (.*)$/m.exec(event)?.[1])
  expect(types.filter((type) => type?.includes('custom'))).toEqual([
    'response.custom_tool_call_input.delta',
    'response.custom_tool_call_input.done',
  ])
  expect(types.filter((type) => type === 'response.output_item.done')).toHaveLength(3)
})
