import type { AiReply } from '@bulkhead/contracts/chat'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import type { SessionStore } from '../session-tables/session-store.ts'
import type { StoredMessage } from '../stored-response.ts'
import { missedEvents, replay } from '../stream/replay.ts'
import { streamReply } from '../stream/stream-reply.ts'
import { finishedEvents } from './finished-events.ts'
import { jsonReply } from './shown.ts'
import type { Turn } from './turn.ts'

/** The events of an answer, running or not, after one that was seen. */
export function streamOf(
  store: SessionStore,
  turn: Turn | undefined,
  message: StoredMessage,
  { lastEventId, replayed }: { readonly lastEventId: number; readonly replayed: boolean },
): AiReply {
  const ai = { model: message.model ?? '', attempts: 0, providerMs: 0 }
  const stream =
    turn?.messageId === message.id
      ? turn.live.subscribe(lastEventId)
      : replay(missedEvents(loggedEvents(store, message), lastEventId))
  return streamReply(stream, ai, replayed)
}

function loggedEvents(store: SessionStore, message: StoredMessage): readonly string[] {
  const events = store.log.read(message.id)
  return events.length > 0 ? events : finishedEvents(message)
}

/** A client that does not wait gets the response as it is at its beginning. */
export function openedReply({ transcript }: SessionStore, messageId: string): AiReply {
  const message = transcript.find(messageId)
  if (message === undefined) throw new BulkheadError('not_found')
  return jsonReply(message, { model: message.model ?? '', attempts: 0, providerMs: 0 }, false)
}
