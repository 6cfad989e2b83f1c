import { expect, test } from 'vitest'

import { estimatePrompt } from './estimate-prompt.ts'

const models = ['@cf/meta/llama-3.1-8b-instruct-fp8']
const promptOf = (content: unknown, others: object = {}) =>
  estimatePrompt({ messages: [{ role: 'user', content, ...others }], models })
const image = (url: string, detail?: string) => [{ type: 'image_url', image_url: { url, detail } }]
const nothing = promptOf('')

test('every field of a message is part of the prompt', () => {
  for (const others of [
    { name: 'x'.repeat(200) },
    { tool_calls: [{ id: 'call_1', function: { name: 'f', arguments: '{"a":1}' } }] },
    { reasoning_content: 'I thought about it for long' },
  ]) {
    expect(promptOf('', others)).toBeGreaterThan(nothing + 5)
  }
})

test('the system prompt, tools and schemas are counted as text and JSON', () => {
  const messages = [{ role: 'user', content: 'Hi' }]
  const tools = [{ type: 'function', function: { name: 'find', parameters: { type: 'object' } } }]

  expect(estimatePrompt({ messages, models, extras: ['Be brief.', tools, undefined] })).toBeGreaterThan(
    estimatePrompt({ messages, models }) + 30,
  )
})

test('an image by address costs what the family takes at most, whatever its address', () => {
  expect(promptOf(image('https://x.example/a.png')) - nothing).toBe(1 + 85 + 8 * 170)
  expect(promptOf(image('https://x.example/a.png', 'low')) - nothing).toBe(1 + 85)
})

test('the bytes of a data URL are not text', () => {
  const url = `data:image/png;base64,${'A'.repeat(11_000)}`

  expect(promptOf(image(url))).toBeLessThan(1_500)
  expect(promptOf([{ type: 'input_image', image_url: url }])).toBeLessThan(1_500)
  expect(
    promptOf([
      { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'A'.repeat(9_000) } },
    ]),
  ).toBeLessThan(1_500)
})

test('a data URL in a text is text', () => {
  const url = `data:image/png;base64,${'A1b2'.repeat(1_000)}`

  expect(promptOf(`Look at ${url}`)).toBeGreaterThan(3_500)
})

test('the dearest of the models that may answer counts', () => {
  const prompt = { messages: [{ role: 'user', content: image('https://x.example/a.png') }] }

  expect(estimatePrompt({ ...prompt, models: ['gpt-4o', 'gpt-4o-mini'] })).toBe(
    estimatePrompt({ ...prompt, models: ['gpt-4o-mini'] }),
  )
})

test('audio and files are bounded by their bytes, or by the context when they are elsewhere', () => {
  const data = Buffer.alloc(8_000).toString('base64')
  const wav = Buffer.concat([Buffer.from('RIFF'), Buffer.alloc(80_000)]).toString('base64')

  expect(promptOf([{ type: 'input_audio', input_audio: { data, format: 'mp3' } }]) - nothing).toBe(343)
  expect(promptOf([{ type: 'input_audio', input_audio: { data: wav, format: 'wav' } }]) - nothing).toBe(322)
  expect(
    promptOf([
      { type: 'file', file: { filename: 'a.pdf', file_data: `data:application/pdf;base64,${data}` } },
    ]),
  ).toBeGreaterThan(16_000)
  for (const part of [
    { type: 'file', file: { file_id: 'file-1' } },
    { type: 'input_audio', input_audio: { url: 'https://x.example/a.mp3' } },
    { type: 'video_url', video_url: { url: 'https://x.example/a.mp4' } },
  ]) {
    expect(promptOf([part])).toBeGreaterThanOrEqual(128_000)
  }
})

test('fields beside the text of a part are part of the prompt', () => {
  const part = { type: 'text', text: 'Hi', later: 'word '.repeat(100) }

  expect(estimatePrompt({ messages: [{ role: 'user', content: [part] }], models: [] })).toBeGreaterThan(100)
})

test('a part that nobody knows is counted as its JSON', () => {
  expect(promptOf([{ type: 'thinking', thinking: 'I thought about it for long' }])).toBeGreaterThan(
    nothing + 10,
  )
})
