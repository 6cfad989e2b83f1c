import { within } from '@bulkhead/calls/deadline'

import { NO_BYTES, type ByteSource } from '../bytes/byte-source.ts'
import { PacedBytes } from '../bytes/paced-bytes.ts'
import { isRecord } from '../json/json.ts'
import type { Delta, Extra } from '../model-answer.ts'
import { ProviderFailure } from '../refusals/provider-failure.ts'
import { Waits, type Limit } from '../waiting/waits.ts'
import { AnswerReader } from './answer-reader.ts'
import { Frames, type Frame } from './frames.ts'
import { isEnd } from './signals.ts'

/** How long a server may take to close its stream after the last event. */
const LINGER_MS = 1_000
/** After the finish reason an answer is whole; so long may its usage take to come. */
const GRACE_MS = 750
/** What a binding returned is no ping, even if it is nothing. */
const NO_BODY = 'nothing'

export interface ReaderLimits {
  readonly firstTokenMs: number
  readonly idleMs: number
  /** Epoch ms. */
  readonly endMs: number
  /** A longer answer is not the one that was asked for. */
  readonly maxChars: number
}

/** Reads what one provider sends, as a stream or in one piece, as deltas. Whatever is wrong with it is thrown as a ProviderFailure. */
export class DeltaReader {
  readonly answer: AnswerReader
  /** The server sends events. */
  isStream = false
  readonly #source: ByteSource
  readonly #limits: ReaderLimits
  readonly #firstTokenEndMs: number
  readonly #waits: Waits
  #decoder: TextDecoder | undefined
  readonly #frames = new Frames((frame) => this.#onFrame(frame))
  #deltas: Delta[] = []
  #failure: ProviderFailure | undefined
  #isAlive = false
  #isDone = false
  /** The source has no more bytes. */
  #isClosed = false
  #hasEnded = false
  #graceEndMs = Number.POSITIVE_INFINITY

  /** Without a body there is no more to read. */
  constructor(body: ReadableStream<Uint8Array> | undefined, startMs: number, limits: ReaderLimits) {
    this.#source = body === undefined ? NO_BYTES : new PacedBytes(body)
    this.#limits = limits
    this.#firstTokenEndMs = startMs + limits.firstTokenMs
    this.#waits = new Waits(limits.endMs)
    this.answer = new AnswerReader(limits.maxChars)
  }

  /** A body that the provider's binding has parsed already. */
  static ofBody(body: unknown, startMs: number, limits: ReaderLimits): DeltaReader {
    const reader = new DeltaReader(undefined, startMs, limits)
    reader.#read(body ?? NO_BODY, { event: '', text: '', isAlone: true, isTail: false })
    return reader
  }

  /** All that there is. */
  static ofText(text: string, startMs: number, limits: ReaderLimits): DeltaReader {
    const reader = new DeltaReader(undefined, startMs, limits)
    reader.#attempt(() => {
      reader.#frames.feed(text)
      reader.#close()
    })
    return reader
  }

  /** Fields that came after the last delta. */
  get lastExtra(): Extra {
    return this.answer.takeHeld()
  }

  /** The next deltas that came together, or undefined at the end of a whole answer. */
  async next(): Promise<readonly Delta[] | undefined> {
    try {
      while (this.#deltas.length === 0 && !this.#isDone && this.#failure === undefined)
        await this.#readBytes()
      if (this.#deltas.length > 0) return this.#take()
      if (this.#failure !== undefined) throw this.#failure
      this.#letGo()
      this.answer.refuseNothing()
      const last = this.answer.close()
      return last === undefined ? undefined : [last]
    } catch (thrown) {
      throw ProviderFailure.from(thrown).after(this.answer)
    }
  }

  /** Stops reading; the provider learns that nobody listens. */
  cancel(): void {
    this.#isDone = true
    this.#failure ??= new ProviderFailure('aborted')
    // A read of a stream from another Worker goes on waiting when its reader is cancelled.
    this.#waits.interrupt(this.#failure)
    this.#waits.end()
    this.#source.cancel().catch(() => undefined)
  }

  /**
   * After the last event: a body that is read to its end gives its connection back. One that stays open is cancelled, since it would keep
   * whoever reads it, a Durable Object, in memory.
   */
  #letGo(): void {
    this.#waits.end()
    if (this.#isClosed) return
    const cancel = () => this.#source.cancel().catch(() => undefined)
    within(LINGER_MS, this.#source.read()).then(({ done }) => (done ? undefined : cancel()), cancel)
  }

  /** A failure waits until what came before it was taken. */
  #take(): readonly Delta[] {
    const deltas = this.#deltas
    this.#deltas = []
    return deltas
  }

  async #readBytes(): Promise<void> {
    try {
      await this.#source.pause?.()
      if (this.#failure !== undefined) return
      const { done, value } = await this.#waits.for(this.#limit, () => this.#source.read())
      if (this.#failure !== undefined) return
      if (!done) this.#frames.feed(this.#decode(value))
      else this.#close()
    } catch (thrown) {
      this.#fail(ProviderFailure.from(thrown))
    }
  }

  #decode(bytes: Uint8Array): string {
    this.#decoder ??= new TextDecoder()
    return this.#decoder.decode(bytes, { stream: true })
  }

  /** After the finish reason nothing is an error. */
  #fail(failure: ProviderFailure): void {
    if (this.answer.finishReason === undefined || failure.kind === 'aborted') this.#failure ??= failure
    else this.#isDone = true
  }

  get #limit(): Limit {
    const nowMs = Date.now()
    if (this.answer.finishReason !== undefined)
      return { name: 'idle', ms: Math.max(0, this.#graceEndMs - nowMs) }
    return this.#isAlive
      ? { name: 'idle', ms: this.#limits.idleMs }
      : { name: 'firstToken', ms: this.#firstTokenEndMs - nowMs }
  }

  /** Some servers leave `[DONE]` out, but none leaves out both it and the finish reason. */
  #close(): void {
    this.#isClosed = true
    if (this.#decoder !== undefined) this.#frames.feed(this.#decoder.decode())
    this.#frames.end()
    if (this.#isDone || this.#failure !== undefined) return
    this.#isDone = true
    if (this.answer.isWhole) return
    if (!this.#isAlive && this.#frames.hasNoise) throw new ProviderFailure('malformed')
    if (this.finishReason === undefined) throw new ProviderFailure('cut')
  }

  get finishReason(): string | undefined {
    return this.answer.finishReason
  }

  #onFrame(frame: Frame): void {
    this.isStream ||= !frame.isAlone
    if (this.#isDone || this.#failure !== undefined) return
    const usual = this.answer.readUsual(frame)
    if (usual !== undefined) return this.#attempt(() => this.#add(usual))
    const body = frame.parse()
    if (isEnd(frame.event, frame.text, body)) {
      this.#isDone = true
      return
    }
    for (const each of bodiesIn(body)) this.#read(each, frame)
  }

  #read(body: unknown, frame: Omit<Frame, 'parse'>): void {
    this.#attempt(() => {
      if (body === undefined && frame.isTail && frame.event !== 'error') return
      this.#add(this.answer.read(body === undefined ? frame.text : body, frame))
    })
  }

  #attempt(read: () => void): void {
    try {
      read()
    } catch (thrown) {
      this.#fail(ProviderFailure.from(thrown))
    }
  }

  #add(delta: Delta | undefined): void {
    if (delta !== undefined) this.#deltas.push(delta)
    this.#isAlive ||= delta !== undefined
    if (delta !== undefined || !this.#hasEnded) this.#graceEndMs = Date.now() + GRACE_MS
    this.#hasEnded = this.finishReason !== undefined
    if (!this.answer.isWhole) this.#refuseEndless()
  }

  /** A model that knows no limit, in what it says or in what it thinks, is stopped here, at what the tenant asked for and some more. */
  #refuseEndless(): void {
    const chars = this.answer.said.length
    if (chars > this.#limits.maxChars) throw new ProviderFailure('malformed')
  }
}

/** Gemini sends a stream's chunks as one list where it is not asked for events. */
function bodiesIn(body: unknown): readonly unknown[] {
  return Array.isArray(body) && body.length > 1 && body.every(isRecord) ? body : [body]
}
