import { readText } from '@bulkhead/http/read-body'
import * as z from 'zod/mini'

import type { Reader } from '../request/reader.ts'

const Call = z.object({
  method: z.literal('tools/call'),
  params: z.object({ name: z.string(), arguments: z.optional(z.unknown()) }),
})

const Listen = z.object({ method: z.literal('subscriptions/listen') })

/** One JSON-RPC message as it came; what is none is answered in the protocol's own way. */
export interface McpMessage {
  readonly text: string
  /** Several messages at once, which the protocol had once: one request would pay for all. */
  readonly isBatch: boolean
  /** Asks for a stream of announcements. */
  readonly isListening: boolean
  /** The tool that is called, if one is. */
  readonly call: { readonly tool: string; readonly given: unknown } | undefined
}

/** What a client posts, for the API page. */
const Message = z.looseObject({
  jsonrpc: z.literal('2.0'),
  id: z.optional(z.union([z.string(), z.number()])),
  method: z.string(),
  params: z.optional(z.looseObject({})),
})

/** Refuses only what is no text: the SDK knows what a message is. */
export const mcpMessage: Reader<McpMessage, z.input<typeof Message>> = {
  accepts: { body: Message, headers: ['mcp-protocol-version', 'mcp-method', 'mcp-name'] },
  read: async ({ request }) => {
    const text = await readText(request)
    const json = jsonOf(text)
    const isListening = z.safeParse(Listen, json).success
    return { input: { text, isBatch: Array.isArray(json), isListening, call: callOf(json) }, text }
  },
}

function callOf(json: unknown): McpMessage['call'] {
  const { data } = z.safeParse(Call, json)
  return data === undefined ? undefined : { tool: data.params.name, given: data.params.arguments ?? {} }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
