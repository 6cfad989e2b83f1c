import { estimateTokenCount } from 'tokenx'
import { expect, test } from 'vitest'

import { parseInput, type GenerationInput } from '../ai-inputs.ts'
import { generate } from './generate.ts'

const ask = (inputs: object) =>
  generate(
    parseInput({
      messages: [{ role: 'user', content: 'please call get_weather now' }],
      ...inputs,
    }) as GenerationInput,
  )
const TOOL = {
  type: 'function',
  function: {
    name: 'get_weather',
    parameters: {
      type: 'object',
      properties: {
        city: { type: 'string' },
        unit: { enum: ['C', 'F'] },
        days: { type: 'integer', minimum: 1 },
      },
    },
  },
}

test('says at once that it is a stand-in, in some 30 to 60 words, repeating nothing', () => {
  const { words, finishReason } = ask({})

  expect(words.join('')).toMatch(/^This is Bulkhead's local stand-in for a language model/)
  expect(words.join('')).toContain('4 words')
  expect(words.join('')).not.toContain('weather')
  expect(words.length).toBeGreaterThan(30)
  expect(words.length).toBeLessThan(60)
  expect(finishReason).toBe('stop')
})

test('counts what was asked and what was said', () => {
  const { words, usage } = ask({})
  const completion = estimateTokenCount(words.join(''))
  const prompt = estimateTokenCount('please call get_weather now')

  expect(usage).toEqual({
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
  })
})

test.each([1, 2, 7, 20])('stops at max_tokens %i', (maxTokens) => {
  const { words, finishReason, usage } = ask({ max_tokens: maxTokens })

  expect(finishReason).toBe('length')
  expect(usage.completion_tokens).toBe(maxTokens)
  expect(estimateTokenCount(words.join(''))).toBeLessThanOrEqual(maxTokens)
})

test.each([
  ['it is named', {}],
  ['any is required', { tool_choice: 'required' }],
  ['it is chosen', { tool_choice: { type: 'function', function: { name: 'get_weather' } } }],
])('calls a tool when %s, with arguments its schema allows', (_, choice) => {
  const { words, toolCalls, finishReason } = ask({ tools: [TOOL], ...choice })

  expect(toolCalls).toEqual([
    { name: 'get_weather', arguments: { city: 'local stand-in', unit: 'C', days: 1 } },
  ])
  expect(finishReason).toBe('tool_calls')
  expect(words).toEqual([])
})

test.each([
  ['told not to', { tools: [TOOL], tool_choice: 'none' }],
  ['the tool has answered', { tools: [TOOL], messages: [{ role: 'tool', content: 'get_weather: 20 C' }] }],
  ['no tool is named', { tools: [TOOL], messages: [{ role: 'user', content: 'hello' }] }],
])('calls no tool when %s', (_, inputs) => {
  expect(ask(inputs).toolCalls).toEqual([])
})

test('answers in JSON when asked to', () => {
  const plain = ask({ response_format: { type: 'json_object' } }).words.join('')
  const shaped = ask({
    response_format: {
      type: 'json_schema',
      json_schema: {
        name: 'x',
        schema: {
          type: 'object',
          properties: {
            list: { type: 'array', items: { type: 'number' }, minItems: 1 },
            ok: { type: 'boolean' },
          },
        },
      },
    },
  }).words.join('')

  expect(JSON.parse(plain)).toHaveProperty('answer')
  expect(JSON.parse(shaped)).toEqual({ list: [0], ok: false })
})
