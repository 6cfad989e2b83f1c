import { within } from '@bulkhead/calls/deadline'

/** Gives the turn back; a second time does nothing. */
export type Leave = () => void

/**
 * One document at a time per isolate: two would share its memory, and what ends it would end both. First come,
 * first served. Fails open: a turn that was never given back ends after `patienceMs`, since its caller may be
 * gone without a word.
 */
export class OneAtATime {
  readonly #patienceMs: number
  #before: Promise<void> = Promise.resolve()

  constructor(patienceMs: number) {
    this.#patienceMs = patienceMs
  }

  async enter(): Promise<Leave> {
    const before = this.#before
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#before = promise
    try {
      await within(this.#patienceMs, before)
    } catch {
      // The one before has had its time.
    }
    return resolve
  }
}

/** The same bytes; the turn is given back once they are read, or when nobody reads them any more. */
export function leaveAfter(lines: ReadableStream<Uint8Array>, leave: Leave): ReadableStream<Uint8Array> {
  const reader = lines.getReader()
  return new ReadableStream({
    type: 'bytes',
    async pull(controller) {
      const { value, done } = await reader.read()
      if (!done) return controller.enqueue(value)
      leave()
      controller.close()
    },
    async cancel(reason) {
      leave()
      await reader.cancel(reason)
    },
  })
}
