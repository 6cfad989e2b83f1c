import type { AiReply } from '@bulkhead/contracts/chat'
import type { ErrorCode } from '@bulkhead/errors/codes'

import type { Exchange } from '../request/exchange.ts'
import { guardedStream } from './guarded-stream.ts'
import { passedOn } from './piped-stream.ts'
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

/** A model's reply as a response: JSON as it came, or a stream of events that is guarded here or by its sender. */
export function sendAiReply(exchange: Exchange, reply: AiReply, dialect: StreamDialect): Response {
  const overheadMs = Math.max(0, Date.now() - exchange.startMs - reply.ai.providerMs)
  const headers = {
    'x-bulkhead-model': reply.ai.model,
    'x-bulkhead-attempts': String(reply.ai.attempts),
    'x-bulkhead-overhead-ms': String(Math.round(overheadMs)),
    'content-type': reply.kind === 'json' ? 'application/json' : 'text/event-stream; charset=utf-8',
    ...(reply.replayed ? { 'idempotency-replayed': 'true' } : {}),
  }
  if (reply.kind === 'json') return new Response(reply.json, { headers })
  const pass = reply.isGuarded === true ? passedOn : guardedStream
  return new Response(pass(exchange, reply.stream, dialect, reply.ai.isEarly === true), { headers })
}
