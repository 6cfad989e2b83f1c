import type { Bulkhead } from '@bulkhead/harness/bulkhead'
import { localKey } from '@bulkhead/harness/client'
import { startServed } from '@bulkhead/harness/start-served'
import { Agent, OpenAIProvider, Runner, tool } from '@openai/agents'
import OpenAI from 'openai'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as z from 'zod'

let bulkhead: Bulkhead
beforeAll(async () => {
  bulkhead = await startServed()
})
afterAll(() => bulkhead?.stop())

function runner(): Runner {
  const openAIClient = new OpenAI({
    baseURL: new URL('/v1', bulkhead.url).href,
    apiKey: localKey('acme'),
    maxRetries: 0,
  })
  const modelProvider = new OpenAIProvider({ openAIClient, useResponses: true })
  return new Runner({ modelProvider, tracingDisabled: true })
}

/** The local stand-in calls a tool that the user names. */
function sailor(asked: string[]) {
  const get_weather = tool({
    name: 'get_weather',
    description: 'The weather of a city',
    parameters: z.object({ city: z.string() }),
    execute: ({ city }) => {
      asked.push(city)
      return `Snow in ${city}.`
    },
  })
  const model = '@cf/meta/llama-3.3-70b-instruct-fp8-fast'
  return new Agent({ name: 'Sailor', instructions: 'Be brief.', model, tools: [get_weather] })
}

test('an agent calls its tool and goes on with what it gave', async () => {
  const asked: string[] = []

  const result = await runner().run(sailor(asked), 'Use get_weather for Oslo.')

  expect(asked).toHaveLength(1)
  expect(result.finalOutput).not.toBe('')
  expect(result.rawResponses).toHaveLength(2)
})

test('an agent streams its loop', async () => {
  const asked: string[] = []

  const result = await runner().run(sailor(asked), 'Use get_weather for Oslo.', { stream: true })
  const kinds = new Set<string>()
  for await (const event of result) kinds.add(event.type)
  await result.completed

  expect(asked).toHaveLength(1)
  expect(kinds).toEqual(new Set(['raw_model_stream_event', 'run_item_stream_event']))
  expect(result.finalOutput).not.toBe('')
})

test('a run goes on from the response before', async () => {
  const agent = sailor([])
  const first = await runner().run(agent, 'Hello.')
  const previousResponseId = first.lastResponseId ?? ''

  const next = await runner().run(agent, 'And now?', { previousResponseId })

  expect(previousResponseId).toMatch(/^resp_/)
  expect(next.lastResponseId).not.toBe(previousResponseId)
})
