import { DIRECT_READ_BYTES, READ_AT_ONCE_BYTES, READ_TURN_MS, SMALL_READS_BYTES } from '../limits.ts'
import { ByteGate } from './byte-gate.ts'

/**
 * How much is read at the same time in an isolate, by what it takes of memory. Small documents have room of their
 * own: cutting up and storing the largest takes a minute, and a neighbour's page does not wait for that.
 */
export class ReadingRoom {
  readonly #large = new ByteGate(READ_AT_ONCE_BYTES, READ_TURN_MS)
  readonly #small = new ByteGate(SMALL_READS_BYTES, READ_TURN_MS)

  /** Whether a document of that weight would be read now. */
  hasRoomFor(weight: number): boolean {
    return this.#gateFor(weight).hasRoomFor(weight)
  }

  through<T>(weight: number, work: () => Promise<T>): Promise<T> {
    return this.#gateFor(weight).through(weight, work)
  }

  #gateFor(weight: number): ByteGate {
    return weight <= DIRECT_READ_BYTES ? this.#small : this.#large
  }
}
