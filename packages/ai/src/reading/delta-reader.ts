import { within } from '@bulkhead/calls/deadline'
import { createParser } from 'eventsource-parser'

import type { Delta, Usage } from '../model-answer.ts'
import { ProviderFailure } from '../provider-failure.ts'
import { parseJson } from './json.ts'
import { readChunk } from './read-answer.ts'
import { limited } from './time-limit.ts'

/** How long a server may take to close its stream after the last event. */
const LINGER_MS = 1_000

export interface ReaderLimits {
  readonly firstTokenMs: number
  readonly idleMs: number
  /** Epoch ms. */
  readonly endMs: number
  /** A longer answer is not the one that was asked for. */
  readonly maxChars: number
}

/** Reads one provider's event stream, either form, as deltas. Whatever is wrong with the stream is thrown as a ProviderFailure. */
export class DeltaReader {
  finishReason: string | undefined
  usage: Usage | undefined
  /** All text and tool arguments so far, to be counted should the provider report no usage. */
  completion = ''
  /** What the model thought before it spoke: nobody is shown it, but it is paid for like the rest. */
  reasoning = ''
  hasToolCalls = false
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>
  readonly #limits: ReaderLimits
  readonly #firstTokenEndMs: number
  readonly #decoder = new TextDecoder()
  readonly #parser = createParser({ onEvent: (event) => this.#onEvent(event.data) })
  #deltas: Delta[] = []
  #failure: ProviderFailure | undefined
  #interrupt: (reason: ProviderFailure) => void = () => undefined
  #alive = false
  #done = false

  constructor(body: ReadableStream<Uint8Array>, startMs: number, limits: ReaderLimits) {
    this.#reader = body.getReader()
    this.#limits = limits
    this.#firstTokenEndMs = startMs + limits.firstTokenMs
  }

  /** The next deltas that came together, or undefined at the end of a whole answer. */
  async next(): Promise<readonly Delta[] | undefined> {
    while (!this.#done) {
      await this.#readBytes()
      if (this.#deltas.length > 0) return this.#take()
      if (this.#failure !== undefined) break
    }
    if (this.#failure !== undefined) throw this.#failure
    this.#letGo()
    if (this.completion !== '' || this.finishReason === 'length') return undefined
    throw new ProviderFailure(this.finishReason === 'content_filter' ? 'content' : 'empty')
  }

  /** Stops reading; the provider learns that nobody listens. */
  cancel(): void {
    this.#done = true
    this.#failure ??= new ProviderFailure('aborted')
    // A read of a stream from another Worker goes on waiting when its reader is cancelled.
    this.#interrupt(this.#failure)
    this.#reader.cancel().catch(() => undefined)
  }

  /**
   * After the last event: a body that is read to its end gives its connection back. One that stays open is cancelled, since it would keep
   * whoever reads it, a Durable Object, in memory.
   */
  #letGo(): void {
    const cancel = () => this.#reader.cancel().catch(() => undefined)
    within(LINGER_MS, this.#reader.read()).then(({ done }) => (done ? undefined : cancel()), cancel)
  }

  /** A failure waits until what came before it was taken. */
  #take(): readonly Delta[] {
    const deltas = this.#deltas
    this.#deltas = []
    return deltas
  }

  async #readBytes(): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure
    const { done, value } = await this.#wait(this.#reader.read())
    if (this.#failure !== undefined) throw this.#failure
    if (!done) this.#parser.feed(this.#decoder.decode(value, { stream: true }))
    else this.#end()
  }

  #wait<T>(work: Promise<T>): Promise<T> {
    const { idleMs, endMs } = this.#limits
    const interruptible = new Promise<T>((resolve, reject) => {
      this.#interrupt = reject
      work.then(resolve, reject)
    })
    return this.#alive
      ? limited('idle', idleMs, endMs, interruptible)
      : limited('firstToken', this.#firstTokenEndMs - Date.now(), endMs, interruptible)
  }

  /** Some servers leave `[DONE]` out, but none leaves out both it and the finish reason. */
  #end(): void {
    if (this.finishReason === undefined) throw new ProviderFailure('cut')
    this.#done = true
  }

  #onEvent(data: string): void {
    if (this.#done || this.#failure !== undefined) return
    if (data === '[DONE]') {
      this.#done = true
      return
    }
    try {
      this.#onChunk(parseJson(data))
    } catch (thrown) {
      this.#failure = ProviderFailure.from(thrown)
    }
  }

  #onChunk(body: unknown): void {
    const { text, toolCalls, reasoning, finishReason, usage } = readChunk(body)
    if (text !== '') this.#deltas.push({ kind: 'text', text })
    if (toolCalls.length > 0) this.#deltas.push({ kind: 'tools', toolCalls })
    this.hasToolCalls ||= toolCalls.length > 0
    this.completion += text
    this.reasoning += reasoning
    for (const call of toolCalls)
      this.completion += `${call.function.name ?? ''}${call.function.arguments ?? ''}`
    this.#refuseEndless()
    this.#alive ||= reasoning !== '' || text !== '' || toolCalls.length > 0
    this.finishReason = finishReason ?? this.finishReason
    this.usage = usage ?? this.usage
  }

  /** A model that knows no limit, in what it says or in what it thinks, is stopped here, at what the tenant asked for and some more. */
  #refuseEndless(): void {
    const chars = this.completion.length + this.reasoning.length
    if (chars > this.#limits.maxChars) throw new ProviderFailure('malformed')
  }
}
