import type { Counted } from '../counted.ts'
import { isRecord, listOf, recordOf, textOf, type JsonRecord } from '../json/json.ts'
import type { Delta, Extra, ToolCallDelta } from '../model-answer.ts'
import { classifyInBand } from '../refusals/classify-error.ts'
import { ProviderFailure } from '../refusals/provider-failure.ts'
import { hasValue, overlay } from './extra.ts'
import { failureIn } from './failure-in-band.ts'
import { readFrame } from './read-frame.ts'
import { laterCount, readUsage } from './read-usage.ts'
import type { Said } from './said.ts'
import { isPing } from './signals.ts'
import { ToolCalls } from './tool-calls.ts'
import { UsualChunk } from './usual-chunk.ts'

const NO_CALLS: readonly ToolCallDelta[] = []

/** How a message came. */
export interface Arrival {
  /** The name of its event, in lower case. */
  readonly event: string
  /** As JSON of its own, not as an event of a stream. */
  readonly isAlone: boolean
  /** The stream ended inside it. */
  readonly isTail: boolean
  readonly text: string
}

/** Reads the messages of one answer, one after the other, and adds them up. Knows nothing of time and bytes. */
export class AnswerReader {
  /** All that has tokens: text, refusal, thoughts, calls; to be counted should the provider not count. */
  said = ''
  finishReason: string | undefined
  counted: Counted | undefined
  /** Nothing was said since the provider counted. */
  isCountFinal = false
  /** Came in one piece, which needs no finish reason to be whole. */
  isWhole = false
  readonly toolCalls = new ToolCalls()
  readonly #maxChars: number
  #hasContent = false
  #isInPieces = false
  #isCut = false
  #held: Extra | undefined
  readonly #usual = new UsualChunk()

  /** A whole answer is cut after `maxChars` of text. */
  constructor(maxChars: number) {
    this.#maxChars = maxChars
  }

  /** What a message adds that differs from one before in its text alone; undefined when it has to be read. */
  readUsual({ event, isAlone, isTail, text }: Arrival): Delta | undefined {
    if (event !== '' || isAlone || isTail || this.#held !== undefined) return undefined
    const delta = this.#usual.read(text)
    if (delta !== undefined) this.#say(delta.text)
    return delta
  }

  /** What one message adds; undefined when it adds nothing. @throws ProviderFailure when it is a failure */
  read(body: unknown, { event, isAlone, text }: Arrival): Delta | undefined {
    if (isPing(body, event)) return undefined
    const record = unwrapped(body)
    if (record === undefined)
      throw event === 'error' ? classifyInBand(body) : new ProviderFailure('malformed')
    const failure = failureIn(record, event)
    if (failure !== undefined) {
      this.#count(record)
      throw failure
    }
    const said = this.#withoutRepeat(readFrame(record))
    const whole = { ...said, isWhole: said.isWhole ?? isAlone }
    const delta = this.#add(this.#bounded(whole))
    const isCounted = this.#count(record)
    if (delta !== undefined && !isCounted && isTextAlone(whole, delta)) this.#usual.learn(text, delta)
    return delta
  }

  /** What clients still need when the answer has ended. */
  close(): Delta | undefined {
    const toolCalls = this.toolCalls.close()
    return toolCalls.length === 0
      ? undefined
      : { text: '', refusal: '', reasoning: '', toolCalls, extra: this.takeHeld() }
  }

  /** Fields that came after the last delta. */
  takeHeld(): Extra {
    const held = this.#held ?? {}
    this.#held = undefined
    return held
  }

  /** @throws ProviderFailure when what has ended is no answer */
  refuseNothing(): void {
    if (this.#hasContent) return
    if (this.finishReason === 'content_filter') throw new ProviderFailure('content')
    if (this.finishReason === undefined || this.finishReason === 'tool_calls') {
      throw new ProviderFailure('empty')
    }
  }

  #add(said: Said): Delta | undefined {
    const { text, refusal, reasoning, thought, extra } = said
    const toolCalls = said.toolCalls.length === 0 ? NO_CALLS : this.toolCalls.read(said.toolCalls)
    this.#noteEnd(said)
    const isAnswer = text + refusal !== '' || toolCalls.length > 0
    const isThought = reasoning !== '' || thought !== undefined
    if (!isAnswer && !isThought && !hasValue(extra.message)) {
      this.#hold(extra)
      return undefined
    }
    this.#hasContent ||= isAnswer || !isThought
    this.#isInPieces ||= isAnswer && said.isWhole === false
    this.#say(reasoning + text + refusal + toolCalls.map(textOfCall).join(''))
    const delta = { text, refusal, reasoning, toolCalls, extra: this.#withHeld(extra) }
    return thought === undefined ? delta : { ...delta, thought }
  }

  #noteEnd({ isWhole, finishReason }: Said): void {
    this.isWhole ||= isWhole === true
    this.finishReason = finishReason ?? this.finishReason
  }

  #hold(extra: Extra): void {
    const held = overlay(this.#held ?? {}, extra)
    if (held.choice !== undefined || held.body !== undefined) this.#held = held
  }

  #say(text: string): void {
    this.said += text
    this.isCountFinal = false
  }

  #withHeld(extra: Extra): Extra {
    if (this.#held === undefined) return extra
    const { choice, body } = this.takeHeld()
    if (choice === undefined && body === undefined) return extra
    return {
      ...extra,
      ...(choice === undefined ? {} : { choice: { ...choice, ...extra.choice } }),
      ...(body === undefined ? {} : { body: { ...body, ...extra.body } }),
    }
  }

  /** Some servers send all of it once more as their last message. */
  #withoutRepeat(said: Said): Said {
    if (!this.#isInPieces || said.isWhole !== true) return said
    const { message: _, ...extra } = said.extra
    const { thought: _thought, ...rest } = said
    return { ...rest, text: '', refusal: '', reasoning: '', toolCalls: [], extra }
  }

  /** A model that knows no limit has told all at once: what was asked for is passed on, and counted here. */
  #bounded(said: Said): Said {
    if (said.isWhole !== true || said.text.length <= this.#maxChars) return said
    this.#isCut = true
    const { message, body } = said.extra
    const extra = { ...(message === undefined ? {} : { message }), ...(body === undefined ? {} : { body }) }
    return { ...said, text: said.text.slice(0, this.#maxChars), finishReason: 'length', extra }
  }

  /** Whether it counted. */
  #count(body: JsonRecord): boolean {
    const usage =
      body['usage'] ??
      recordOf(listOf(body['choices'])[0])['usage'] ??
      recordOf(body['x_groq'])['usage'] ??
      recordOf(body['response'])['usage'] ??
      body['usageMetadata']
    const counted = readUsage(usage) ?? ('prompt_eval_count' in body ? readUsage(body) : undefined)
    if (counted === undefined) return false
    const uncounted = { completion: undefined, total: undefined, reasoning: undefined }
    const before = this.counted
    this.counted = laterCount(before, this.#isCut ? { ...counted, ...uncounted } : counted)
    // A count that stood still while more was said is of a piece, or of the beginning.
    this.isCountFinal ||= before === undefined || this.counted.completion !== before.completion
    return true
  }
}

/** One of many pieces, which says nothing besides its text and ends nothing. */
function isTextAlone({ isWhole, finishReason, extra }: Said, delta: Delta): boolean {
  return (
    isWhole === false &&
    finishReason === undefined &&
    delta.extra === extra &&
    delta.text !== '' &&
    delta.refusal + delta.reasoning === '' &&
    delta.toolCalls.length === 0
  )
}

function textOfCall({ function: called, custom }: ToolCallDelta): string {
  const { name = called?.name, input = called?.arguments } = recordOf(custom)
  return `${textOf(name)}${textOf(input)}`
}

/** Gemini's front wraps errors in a list; Cloudflare's REST API and DashScope wrap answers. */
function unwrapped(body: unknown): JsonRecord | undefined {
  const first: unknown = Array.isArray(body) ? body[0] : body
  if (!isRecord(first)) return undefined
  const { result, output, usage } = first
  if (isRecord(result) && ('choices' in result || 'response' in result)) return result
  return isRecord(output) && 'choices' in output ? { usage, ...output } : first
}
