import { expect, test } from 'vitest'

import type { ModelRequest } from '../model-request.ts'
import { ProviderFailure } from '../refusals/provider-failure.ts'
import { writeResponses } from './write-responses.ts'

function write(request: Partial<ModelRequest>, stream = false) {
  return writeResponses('gpt', {
    request: { messages: [], maxTokens: 50, parameters: {}, ...request },
    stream,
  })
}

test('messages of a chat become items, and nothing is kept at the provider', () => {
  const call = { id: 'c1', type: 'function', function: { name: 'look', arguments: '{"at":1}' } }
  const photo = { type: 'image_url', image_url: { url: 'data:image/png;base64,AA', detail: 'low' } }

  expect(
    write({
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: [{ type: 'text', text: 'What is it?' }, photo] },
        { role: 'assistant', content: null, tool_calls: [call] },
        { role: 'tool', tool_call_id: 'c1', content: 'a boat' },
        { role: 'assistant', content: 'A boat.' },
      ],
    }),
  ).toEqual({
    model: 'gpt',
    store: false,
    include: ['reasoning.encrypted_content'],
    max_output_tokens: 50,
    input: [
      { type: 'message', role: 'system', content: [{ type: 'input_text', text: 'Be brief.' }] },
      {
        type: 'message',
        role: 'user',
        content: [
          { type: 'input_text', text: 'What is it?' },
          { type: 'input_image', image_url: 'data:image/png;base64,AA', detail: 'low' },
        ],
      },
      { type: 'function_call', call_id: 'c1', name: 'look', arguments: '{"at":1}' },
      { type: 'function_call_output', call_id: 'c1', output: 'a boat' },
      { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'A boat.' }] },
    ],
  })
})

test('tools, formats and effort are written as this API has them', () => {
  const parameters = {
    temperature: 0,
    seed: 7,
    tools: [{ type: 'function', function: { name: 'look', parameters: {}, strict: true } }],
    tool_choice: { type: 'function', function: { name: 'look' } },
    response_format: { type: 'json_schema', json_schema: { name: 'boat', schema: {}, strict: true } },
    reasoning_effort: 'low',
  }

  expect(write({ parameters }, true)).toMatchObject({
    temperature: 0,
    stream: true,
    tools: [{ type: 'function', name: 'look', parameters: {}, strict: true }],
    tool_choice: { type: 'function', name: 'look' },
    text: { format: { type: 'json_schema', name: 'boat', schema: {}, strict: true } },
    reasoning: { effort: 'low' },
  })
})

test('items that came as items go as they are', () => {
  const input = [{ type: 'reasoning', summary: [], encrypted_content: 'gAAA' }]

  const body = write({ responses: { input, reasoning: { summary: 'auto' } } })

  expect(body).toMatchObject({ input, reasoning: { summary: 'auto' } })
})

test('what the API does not know, and what would change the answer, is refused by its name', () => {
  expect(() => write({ parameters: { stop: ['END'] } })).toThrow(ProviderFailure)
  expect(() => write({ parameters: { logit_bias: {}, presence_penalty: 0 } })).not.toThrow()
})
