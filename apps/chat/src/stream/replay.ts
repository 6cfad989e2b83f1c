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
 * What a reader who saw everything up to `lastEventId` still misses of a finished stream of named events. Never nothing: the terminal event
 * comes again to who has seen it, and under a later id to who saw events that were lost with the object before they were logged.
 */
export function missedEvents(events: readonly string[], lastEventId: number): readonly string[] {
  const missed = events.slice(lastEventId)
  const terminal = events.at(-1)
  if (missed.length > 0 || terminal === undefined) return missed
  const id = lastEventId > events.length ? lastEventId + 1 : lastEventId
  return [terminal.replace(/^id: \d+/, `id: ${id}`)]
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
