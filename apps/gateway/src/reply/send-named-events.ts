import type { AiReply } from '@bulkhead/contracts/chat'
import type { StreamProtocol } from '@bulkhead/contracts/http/sessions'

import type { Exchange } from '../request/exchange.ts'
import { sendAiReply } from './send-ai-reply.ts'
import { NAMED_EVENTS } from './stream-guard.ts'
import { asUiMessages, UI_MESSAGE_HEADER, UI_MESSAGES } from './ui-message-stream.ts'

/** An answer of a session: as our named events, or in the protocol that the client has asked for. */
export function sendNamedEvents(exchange: Exchange, reply: AiReply, { protocol }: StreamProtocol): Response {
  if (protocol === undefined || reply.kind === 'json') return sendAiReply(exchange, reply, NAMED_EVENTS)
  const stream = reply.stream.pipeThrough(asUiMessages())
  const response = sendAiReply(exchange, { ...reply, stream, isGuarded: false }, UI_MESSAGES)
  response.headers.set(...UI_MESSAGE_HEADER)
  return response
}
