import type { Delta, Effort, Finish, Usage } from './model-answer.ts'
import type { ModelRequest } from './model-request.ts'
import type { DeltaReader } from './reading/delta-reader.ts'
import { finishReasonOf } from './reading/finish-reason.ts'
import { errorOfFailure, ProviderFailure } from './refusals/provider-failure.ts'
import { usageOf } from './usage.ts'

interface StreamEnd {
  readonly failure?: ProviderFailure
  readonly usage: Usage
}

/** A streamed answer whose first token is there: from here on a failure is the client's to see. */
export class GeneratedStream implements Effort {
  readonly model: string
  readonly attempts: number
  readonly providerMs: number
  readonly #first: readonly Delta[] | undefined
  readonly #reader: DeltaReader
  readonly #request: ModelRequest
  readonly #families: readonly string[]
  readonly #onEnd: (end: StreamEnd) => void
  #isBegun = false
  #finish: Finish | undefined

  constructor(
    effort: Effort,
    reader: DeltaReader,
    first: readonly Delta[] | undefined,
    context: { request: ModelRequest; families: readonly string[]; onEnd: (end: StreamEnd) => void },
  ) {
    this.model = effort.model
    this.attempts = effort.attempts
    this.providerMs = effort.providerMs
    this.#reader = reader
    this.#first = first
    this.#request = context.request
    this.#families = context.families
    this.#onEnd = context.onEnd
  }

  /** Deltas in the groups they came in; read once. Throws a BulkheadError when the stream breaks, stalls or is aborted. */
  deltas(): AsyncIterable<readonly Delta[]> {
    return { [Symbol.asyncIterator]: () => ({ next: () => this.#next() }) }
  }

  /** Of a generator each chunk would cost three promises more. */
  async #next(): Promise<IteratorResult<readonly Delta[], undefined>> {
    try {
      const deltas = this.#isBegun ? await this.#reader.next() : this.#first
      this.#isBegun = true
      if (deltas !== undefined) return { done: false, value: deltas }
      this.#finish = this.#ended()
      this.#onEnd(this.#finish)
      return { done: true, value: undefined }
    } catch (thrown) {
      const failure = ProviderFailure.from(thrown)
      this.#reader.cancel()
      this.#onEnd({ failure, usage: this.usageSoFar() })
      throw errorOfFailure(failure)
    }
  }

  /** How the answer ended; there once {@link deltas} has. */
  get finish(): Finish {
    if (this.#finish === undefined) throw new Error('the stream has not ended')
    return this.#finish
  }

  /** What has been used by now: the provider's count if it gave one, else ours. */
  usageSoFar(): Usage {
    return usageOf(this.#request, this.#families, this.#reader.answer)
  }

  /** Ends {@link deltas} with an error and lets the provider go. */
  abort(): void {
    this.#reader.cancel()
  }

  #ended(): Finish {
    const { answer, lastExtra: extra } = this.#reader
    const usage = usageOf(this.#request, this.#families, answer)
    const ending = { reported: answer.finishReason, hasToolCalls: !answer.toolCalls.isEmpty, usage }
    return { finishReason: finishReasonOf({ ...ending, maxTokens: this.#request.maxTokens }), usage, extra }
  }
}
