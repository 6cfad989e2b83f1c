import { ClientStream } from './client-stream.ts'

/** The single events of a logged run of them: an event ends with an empty line and holds none. */
export function splitEvents(text: string): string[] {
  return text.split(/(?<=\n\n)/)
}

/** A finished stream, all at once. */
export function replay(events: readonly string[]): ReadableStream<Uint8Array> {
  const client = new ClientStream()
  client.write(events)
  client.close()
  return client.readable
}

/**
 * The events after `lastEventId` of a finished stream of named events. Always at least one event, never an id
 * the reader has seen: an object may die before it logs its last events, so the terminal event may have an id
 * that the reader saw. Then it gets the next id, as it does for a reader that has seen everything.
 */
export function missedEvents(events: readonly string[], lastEventId: number): readonly string[] {
  const missed = events.slice(lastEventId)
  const terminal = events.at(-1)
  if (missed.length > 0 || terminal === undefined) return missed
  return [terminal.replace(/^id: \d+/, `id: ${lastEventId + 1}`)]
}

const DELTA = /^id: \d+\nevent: delta\ndata: (.*)\n\n$/s

/** The text that the `delta` events of a log carry. */
export function deltaTextOf(events: readonly string[]): string {
  return events
    .map((event) => {
      const data: { text?: string } = JSON.parse(DELTA.exec(event)?.[1] ?? '{}')
      return data.text ?? ''
    })
    .join('')
}
