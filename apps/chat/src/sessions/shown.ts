import type { AiReply } from '@bulkhead/contracts/chat'
import type { Message } from '@bulkhead/contracts/http/sessions'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import type { SessionStore } from '../session-tables/session-store.ts'
import {
  contextOf,
  type ResponseContext,
  type StoredMessage,
  type StoredResponse,
} from '../stored-response.ts'

/** What a session's history shows of a message: a response is an answer like any other. */
export function publicMessage({ response: _response, ...message }: StoredMessage): Message {
  return message
}

/** What the client of an answer gets that is not streamed. */
export function jsonReply(message: StoredMessage, ai: AiReply['ai'], replayed: boolean): AiReply {
  const json = JSON.stringify(message.response?.body ?? message)
  return { kind: 'json', json, ai, replayed }
}

/** @throws BulkheadError `not_found` also for an answer that is no response */
export function requireResponse({ transcript }: SessionStore, messageId: string): StoredResponse {
  const response = transcript.find(messageId)?.response
  if (response === undefined) throw new BulkheadError('not_found')
  return response
}

/** What a response goes on from; a session answers one thing at a time, and its newest is where it goes on. */
export function contextAt({ transcript }: SessionStore, messageId: string, isIdle: boolean): ResponseContext {
  const items = contextOf(transcript, messageId)
  return { items, isFree: isIdle && transcript.newestId() === messageId }
}
