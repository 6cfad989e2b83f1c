import { createOpenResponses } from '@ai-sdk/open-responses'
import { createOpenAI } from '@ai-sdk/openai'
import type { Bulkhead } from '@bulkhead/harness/bulkhead'
import { localKey } from '@bulkhead/harness/client'
import { startServed } from '@bulkhead/harness/start-served'
import { generateText, stepCountIs, streamText, tool, type LanguageModel } from 'ai'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'

let bulkhead: Bulkhead
beforeAll(async () => {
  bulkhead = await startServed()
})
afterEach(() => bulkhead.clearFaults())
afterAll(() => bulkhead?.stop())

const MODEL = '@cf/meta/llama-3.3-70b-instruct-fp8-fast'
const apiKey = localKey('acme')

describe.each<[string, () => LanguageModel]>([
  [
    '@ai-sdk/openai',
    () => createOpenAI({ baseURL: new URL('/v1', bulkhead.url).href, apiKey }).responses(MODEL),
  ],
  [
    '@ai-sdk/open-responses',
    () =>
      createOpenResponses({ name: 'bulkhead', url: new URL('/v1/responses', bulkhead.url).href, apiKey })(
        MODEL,
      ),
  ],
])('%s', (_name, model) => {
  test('generates', async () => {
    const { text, usage, finishReason } = await generateText({ model: model(), prompt: 'Hello' })

    expect(text).not.toBe('')
    expect(usage.outputTokens).toBeGreaterThan(0)
    expect(finishReason).toBe('stop')
  })

  test('streams', async () => {
    const { textStream, finishReason } = streamText({ model: model(), prompt: 'Hello', maxRetries: 0 })
    let text = ''
    for await (const piece of textStream) text += piece

    expect(text).not.toBe('')
    expect(await finishReason).toBe('stop')
  })

  test('calls a tool and goes on with what it gave', async () => {
    const asked: string[] = []
    const weather = tool({
      description: 'The weather of a city',
      inputSchema: z.object({ location: z.string() }),
      execute: ({ location }) => {
        asked.push(location)
        return { weather: 'snow' }
      },
    })

    const { steps } = await generateText({
      model: model(),
      prompt: 'What is the weather in Oslo?',
      tools: { weather },
      toolChoice: 'required',
      stopWhen: stepCountIs(2),
    })

    expect(asked.length).toBeGreaterThan(0)
    expect(steps).toHaveLength(2)
  })

  test('goes on with what was said, as it keeps it', async () => {
    const asked = { role: 'user' as const, content: 'Hello' }
    const first = await generateText({ model: model(), messages: [asked] })
    const messages = [asked, ...first.response.messages, { role: 'user' as const, content: 'And again?' }]
    const { text } = await generateText({ model: model(), messages, maxRetries: 0 })

    expect(text).not.toBe('')
  })

  test('hears of a model that is down', async () => {
    await bulkhead.setFault({ target: 'ai', mode: 'error' })

    await expect(generateText({ model: model(), prompt: 'Hello', maxRetries: 0 })).rejects.toMatchObject({
      statusCode: 503,
    })
  })
})
