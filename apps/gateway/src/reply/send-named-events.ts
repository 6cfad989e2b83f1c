import type { AiReply } from '@bulkhead/contracts/chat'
import type { StreamProtocol } from '@bulkhead/contracts/http/sessions'

import type { Exchange } from '../request/exchange.ts'
import { guardedStream } from './guarded-stream.ts'
import { sendAiReply, sendWith } from './send-ai-reply.ts'
import { NAMED_EVENTS } from './stream-guard.ts'
import { asUiMessages, UI_MESSAGE_HEADER, UI_MESSAGES } from './ui-message-stream.ts'

/** An answer of a session: as our named events, or in the protocol that the client has asked for. */
export function sendNamedEvents(exchange: Exchange, reply: AiReply, { protocol }: StreamProtocol): Response {
  if (protocol === undefined || reply.kind === 'json') return sendAiReply(exchange, reply, NAMED_EVENTS)
  const response = sendWith(exchange, reply, (stream, isEarly) =>
    guardedStream(exchange, stream.pipeThrough(asUiMessages()), UI_MESSAGES, isEarly),
  )
  response.headers.set(...UI_MESSAGE_HEADER)
  return response
}
