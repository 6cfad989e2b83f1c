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
 * What a reader who saw everything up to `lastEventId` still misses of a finished stream of named events. Never nothing, and never an id that was
 * seen: the last events of a stream may be lost with their object before they are logged, so the terminal event may have the id of one that
 * the reader saw. It then comes under the next id, as it does to who has seen it already.
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
