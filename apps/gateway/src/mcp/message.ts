import { isRecord, type JsonRecord } from '@bulkhead/ai/json/json'
import { readText } from '@bulkhead/http/read-body'
import * as z from 'zod/mini'

import type { Reader } from '../request/reader.ts'

const Call = z.object({
  method: z.literal('tools/call'),
  params: z.object({ name: z.string(), arguments: z.optional(z.unknown()) }),
})

const Listen = z.object({ method: z.literal('subscriptions/listen') })

/** What the SDK would take for a fault of its own. */
const Params = z.object({
  params: z.optional(z.looseObject({ cursor: z.optional(z.string()), uri: z.optional(z.string()) })),
})

/** One JSON-RPC message as it came; what is none is answered in the protocol's own way. */
export interface McpMessage {
  readonly text: string
  /** Several messages at once, which the protocol had once: one request would pay for all. */
  readonly isBatch: boolean
  /** A parameter is not what its method takes. */
  readonly isMistyped: boolean
  readonly id: string | number | null
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
    const given = jsonOf(text)
    const json = withoutNulls(given)
    const message: McpMessage = {
      text: json === given ? text : JSON.stringify(json),
      isBatch: Array.isArray(json),
      isMistyped: isRecord(json) && !z.safeParse(Params, json).success,
      id: idOf(json),
      isListening: z.safeParse(Listen, json).success,
      call: callOf(json),
    }
    return { input: message, text }
  },
}

/** Clients and models send null for what they leave out: in the parameters, and in the arguments of a tool. */
function withoutNulls(json: unknown): unknown {
  if (!isRecord(json) || !('params' in json)) return json
  const { params, ...message } = json
  if (params === null) return message
  const given = isRecord(params) ? params['arguments'] : undefined
  if (!isRecord(params) || !(hasNull(params) || hasNull(given))) return json
  const values = isRecord(given) ? withValues(given) : given
  return { ...message, params: withValues({ ...params, arguments: values }) }
}

function hasNull(fields: unknown): boolean {
  return isRecord(fields) && Object.values(fields).includes(null)
}

function withValues(fields: JsonRecord): JsonRecord {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null))
}

function idOf(json: unknown): McpMessage['id'] {
  const id = isRecord(json) ? json['id'] : null
  return typeof id === 'string' || typeof id === 'number' ? id : null
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
