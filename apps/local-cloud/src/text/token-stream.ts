import { sleep } from '@bulkhead/calls/backoff'

import type { Generated } from './generate.ts'

const encoder = new TextEncoder()
const DONE = 'data: [DONE]\n\n'
const event = (body: unknown): string => `data: ${JSON.stringify(body)}\n\n`

/** How a stream is told: the pause between words, and after how many of them it breaks off, if it does. */
export interface Pace {
  readonly delayMs: number
  readonly cutAfter?: number
}

/** Workers AI's event stream: a word an event, then the usage, then `[DONE]`. One that is cut just ends. */
export function tokenStream(
  generated: Generated,
  { delayMs, cutAfter = Infinity }: Pace,
): ReadableStream<Uint8Array> {
  const events = eventsOf(generated)
  let sent = 0
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = events.next()
        if (next.done || sent >= cutAfter) return controller.close()
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
