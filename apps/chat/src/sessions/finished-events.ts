import { responseEvent } from '../responses/response-events.ts'
import type { StoredMessage } from '../stored-response.ts'
import type { EventSink } from '../stream/event-sink.ts'
import { NamedEvents } from '../stream/named-events.ts'

/** The events of an answer whose log was forgotten, made anew from the message. */
export function finishedEvents(message: StoredMessage): readonly string[] {
  const { response } = message
  if (response !== undefined) {
    const { body } = response
    const type = `response.${body.status === 'cancelled' ? 'failed' : body.status}`
    return [
      responseEvent(0, 'response.created', { response: body }),
      responseEvent(1, type, { response: body }),
    ]
  }
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
