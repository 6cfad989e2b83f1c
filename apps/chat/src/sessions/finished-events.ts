import type { Message } from '@bulkhead/contracts/http/sessions'

import type { EventSink } from '../stream/event-sink.ts'
import { NamedEvents } from '../stream/named-events.ts'

/** The events of an answer whose log was forgotten, made anew from the message. */
export function finishedEvents(message: Message): readonly string[] {
  const events: string[] = []
  const sink: EventSink = { write: (written) => events.push(...written), close: () => undefined }
  const named = new NamedEvents(sink)
  const { id: messageId, sessionId, content, model = '', citations = [] } = message
  named.write('message.start', { messageId, sessionId, model })
  if (content !== '') named.write('delta', { text: content })
  for (const citation of citations) named.write('citation', citation)
  named.write('message.end', message)
  return events
}
