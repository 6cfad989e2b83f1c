import type { GeneratedStream } from '@bulkhead/ai/generated-stream'
import type { Delta } from '@bulkhead/ai/model-answer'

import type { NamedEvents } from '../stream/named-events.ts'
import type { Cited, CitedText } from './cited-text.ts'

/** Turns the model's deltas into `delta` and `citation` events. `cited` holds the text so far, also when the stream breaks. */
export async function writeAnswer(
  generated: GeneratedStream,
  cited: CitedText,
  events: NamedEvents,
): Promise<void> {
  for await (const deltas of generated.deltas()) write(events, cited.push(textOf(deltas)))
  write(events, cited.end())
}

function write(events: NamedEvents, { text, citations }: Cited): void {
  if (text !== '') events.write('delta', { text })
  for (const citation of citations) events.write('citation', citation)
}

function textOf(deltas: readonly Delta[]): string {
  return deltas.map((delta) => (delta.kind === 'text' ? delta.text : '')).join('')
}
