import { expect, test } from 'vitest'

import { completionJson } from './completion-json.ts'

const CALL = { id: 'c', type: 'function', function: { name: 'f', arguments: '{}' } }
const GENERATED = {
  model: 'm',
  attempts: 1,
  providerMs: 1,
  text: '',
  refusal: '',
  toolCalls: [CALL, { ...CALL, id: 'd' }],
  finishReason: 'tool_calls',
  usage: { promptTokens: 3, completionTokens: 2, estimated: false },
  extra: {},
}

test('calls come in the form that was asked in', () => {
  const [tools] = JSON.parse(completionJson(GENERATED)).choices
  const [functions] = JSON.parse(completionJson(GENERATED, true)).choices

  expect(tools).toMatchObject({ message: { tool_calls: GENERATED.toolCalls }, finish_reason: 'tool_calls' })
  expect(functions).toEqual({
    index: 0,
    message: { role: 'assistant', content: null, refusal: null, function_call: CALL.function },
    logprobs: null,
    finish_reason: 'function_call',
  })
})
