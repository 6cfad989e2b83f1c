import { expect, test } from 'vitest'

import { ChatCompletionRequest } from './chat-completions.ts'

const withTool = (name: string) => ({
  messages: [{ role: 'user', content: 'Hi' }],
  tools: [{ type: 'function', function: { name } }],
})

test('a tool needs a name that a model can call it by', () => {
  expect(ChatCompletionRequest.safeParse(withTool('weather')).success).toBe(true)
  expect(ChatCompletionRequest.safeParse(withTool('')).error?.issues[0]?.path).toEqual([
    'tools',
    0,
    'function',
    'name',
  ])
})
