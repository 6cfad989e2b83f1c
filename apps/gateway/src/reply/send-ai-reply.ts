import type { AiReply } from '@bulkhead/contracts/chat'
import type { ErrorCode } from '@bulkhead/errors/codes'

import type { Exchange } from '../request/exchange.ts'
import { pipedStream } from './piped-stream.ts'
import type { StreamDialect } from './stream-guard.ts'

/** How asking a model can fail, on every route that does. */
export const AI_ERRORS: readonly ErrorCode[] = [
  'model_not_found',
  'context_length_exceeded',
  'content_rejected',
  'ai_rejected',
  'ai_unavailable',
  'ai_timeout',
]

/** A model's reply as a response: JSON as it came, or a stream of events that its sender guards. */
export function sendAiReply(exchange: Exchange, reply: AiReply, dialect: StreamDialect): Response {
  return sendWith(exchange, reply, (stream, isEarly) => pipedStream(exchange, stream, dialect, isEarly))
}

/** The same with what becomes of a stream. */
export function sendWith(
  exchange: Exchange,
  reply: AiReply,
  pass: (stream: ReadableStream<Uint8Array>, isEarly: boolean) => ReadableStream<Uint8Array>,
): Response {
  const overheadMs = Math.max(0, Date.now() - exchange.startMs - reply.ai.providerMs)
  const headers = {
    'x-bulkhead-model': reply.ai.model,
    'x-bulkhead-attempts': String(reply.ai.attempts),
    'x-bulkhead-overhead-ms': String(Math.round(overheadMs)),
    'content-type': reply.kind === 'json' ? 'application/json' : 'text/event-stream; charset=utf-8',
    ...(reply.replayed ? { 'idempotency-replayed': 'true' } : {}),
  }
  if (reply.kind === 'json') return new Response(reply.json, { headers })
  return new Response(pass(reply.stream, reply.ai.isEarly === true), { headers })
}
