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

/** What readers of some streams expect behind the last event. */
const DONE = 'data: [DONE]'

/**
 * The events after `lastEventId` of a finished stream. Always the terminal event, never an id the reader has
 * seen: an object may die before it logs its last events, so the terminal event may have an id that the reader
 * saw. Then it gets the next id, as it does for a reader that has seen everything.
 */
export function missedEvents(events: readonly string[], lastEventId: number): readonly string[] {
  const missed = events.slice(lastEventId)
  const ending = events.slice(events.at(-1)?.startsWith(DONE) === true ? -2 : -1)
  if (missed.length >= ending.length) return missed
  return ending.map((event) => event.replace(/^id: \d+/, `id: ${lastEventId + 1}`))
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
