import { sleep } from '@bulkhead/calls/backoff'
import { FAULT_SILENCE_MS } from '@bulkhead/faults/suffer'

import type { Generated } from './generate.ts'

const encoder = new TextEncoder()
const DONE = 'data: [DONE]\n\n'
const event = (body: unknown): string => `data: ${JSON.stringify(body)}\n\n`

/** How a stream is told: the pause between words, and after how many of them it breaks off or falls silent, if it does. */
export interface Pace {
  readonly delayMs: number
  readonly cutAfter?: number
  readonly silentAfter?: number
}

/** Workers AI's event stream: a word an event, then the usage, then `[DONE]`. One that is cut just ends. */
export function tokenStream(generated: Generated, pace: Pace): ReadableStream<Uint8Array> {
  return told(eventsOf(generated), pace)
}

/** The same words again and again: a model that knows no limit. */
export function endlessStream(words: readonly string[], delayMs: number): ReadableStream<Uint8Array> {
  return told(endlessly(words), { delayMs })
}

function* endlessly(words: readonly string[]): Generator<string> {
  for (;;) for (const word of words) yield event({ response: word })
}

function told(
  events: Iterator<string>,
  { delayMs, cutAfter = Infinity, silentAfter = Infinity }: Pace,
): ReadableStream<Uint8Array> {
  let sent = 0
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = events.next()
        if (next.done === true || sent >= cutAfter) return controller.close()
        if (sent >= silentAfter) await sleep(FAULT_SILENCE_MS)
        if (sent > 0 && delayMs > 0) await sleep(delayMs)
        sent += 1
        controller.enqueue(encoder.encode(next.value))
      },
    },
    { highWaterMark: 0 },
  )
}

function* eventsOf({ words, toolCalls, finishReason, usage }: Generated): Generator<string> {
  for (const word of words) yield event({ response: word })
  if (toolCalls.length > 0) yield event({ response: '', tool_calls: toolCalls })
  yield event({ response: '', finish_reason: finishReason, usage }) + DONE
}
