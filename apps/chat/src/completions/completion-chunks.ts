import type { Delta, Extra, Finish } from '@bulkhead/ai/model-answer'
import { createId } from '@bulkhead/contracts/ids'
import type { ErrorBody } from '@bulkhead/errors/envelope'

import { legacyReason, usageJson } from './completion-json.ts'

const DONE = 'data: [DONE]\n\n'

/**
 * The events of one streamed OpenAI completion. All chunks share their head, so it is written as JSON once.
 */
export class CompletionChunks {
  readonly #head: string
  readonly #includeUsage: boolean
  readonly #isLegacy: boolean

  /** `isLegacy`: with `function_call` for `tool_calls`. */
  constructor(model: string, includeUsage: boolean, isLegacy = false) {
    const created = Math.floor(Date.now() / 1_000)
    const head = { id: createId('chatcmpl'), object: 'chat.completion.chunk', created, model }
    this.#head = JSON.stringify(head).slice(0, -1)
    this.#includeUsage = includeUsage
    this.#isLegacy = isLegacy
  }

  start(): string[] {
    return [this.#chunk('{"role":"assistant","content":""}', null)]
  }

  deltas(deltas: readonly Delta[]): string[] {
    return deltas.map((delta) => this.#chunk(deltaJson(delta, this.#isLegacy), null, delta.extra))
  }

  end({ finishReason, usage, extra }: Finish): string[] {
    const reason = this.#isLegacy ? legacyReason(finishReason) : finishReason
    const last = this.#chunk('{}', reason, extra)
    if (!this.#includeUsage) return [last, DONE]
    return [last, `data: ${this.#head},"choices":[],"usage":${JSON.stringify(usageJson(usage))}}\n\n`, DONE]
  }

  /** No `[DONE]` follows: the OpenAI clients raise the error they find here. */
  error({ error }: ErrorBody): string[] {
    const choices = [{ index: 0, delta: {}, finish_reason: 'error' }]
    return [`data: ${this.#head},"choices":${JSON.stringify(choices)},"error":${JSON.stringify(error)}}\n\n`]
  }

  #chunk(delta: string, finishReason: string | null, { choice, body }: Extra = {}): string {
    const usage = this.#includeUsage ? ',"usage":null' : ''
    const reason = JSON.stringify(finishReason)
    const ofChoice = choice === undefined ? ',"logprobs":null' : fieldsJson({ logprobs: null, ...choice })
    const ofBody = body === undefined ? '' : fieldsJson(body)
    const choices = `[{"index":0,"delta":${delta}${ofChoice},"finish_reason":${reason}}]`
    return `data: ${this.#head},"choices":${choices}${usage}${ofBody}}\n\n`
  }
}

/** Mostly a text and nothing else, so that is written without an object. */
function deltaJson(delta: Delta, isLegacy: boolean): string {
  const { text, refusal, toolCalls } = delta
  const { message } = delta.extra
  if (refusal === '' && toolCalls.length === 0 && message === undefined) {
    return `{"content":${JSON.stringify(text)}}`
  }
  return JSON.stringify({
    ...(text === '' ? {} : { content: text }),
    ...(refusal === '' ? {} : { refusal }),
    ...(toolCalls.length === 0 ? {} : callsOf(toolCalls, isLegacy)),
    ...message,
  })
}

/** The older form has room for one call. */
function callsOf(toolCalls: Delta['toolCalls'], isLegacy: boolean) {
  if (!isLegacy) return { tool_calls: toolCalls }
  const called = toolCalls.find(({ index }) => index === 0)?.function
  return called === undefined ? {} : { function_call: called }
}

/** Fields to follow others. */
function fieldsJson(fields: object): string {
  const json = JSON.stringify(fields).slice(1, -1)
  return json === '' ? '' : `,${json}`
}
