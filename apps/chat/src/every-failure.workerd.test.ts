// The provider fails in every way at every point of its stream. Whatever happens: one terminal event or one
// refusal, and one settlement.
import type { AiReply } from '@bulkhead/contracts/chat'
import type { RequestContext } from '@bulkhead/contracts/context'
import type { Outcome } from '@bulkhead/contracts/outcome'
import { beforeEach, expect, test } from 'vitest'

import { ai, chat, contextFor, rateLimit, settledFor, tenantWith, textOf } from './testing/bindings.ts'
import type { AiStep } from './testing/fakes.worker.ts'

const WORDS = ['One', ' two', ' three']
const KINDS = ['cut', 'break', 'stall', 'malformed', 'error'] as const
const OPENAI_ENDS = ['data: [DONE]\n', '"finish_reason":"error"']
const NAMED_ENDS = ['event: message.end\n', 'event: error\n']

function failing(kind: (typeof KINDS)[number], point: number): AiStep {
  const words = WORDS.slice(0, point)
  if (kind === 'cut' || kind === 'break' || kind === 'stall') return { kind, words }
  const events = words.map((response) => `data: ${JSON.stringify({ response })}\n\n`)
  const bad =
    kind === 'malformed' ? 'data: <html>\n\n' : 'data: {"error":{"message":"overloaded","code":503}}\n\n'
  return { kind: 'events', events: [...events, bad] }
}

let count = 0
function tenant(hasFallback: boolean) {
  count += 1
  return tenantWith({
    model: `@cf/p-${count}`,
    fallbackModels: hasFallback ? [`@cf/q-${count}`] : [],
    timeouts: { firstTokenMs: 60, idleMs: 60, totalMs: 4_000 },
  })
}

beforeEach(() => rateLimit.clear())

type Send = (ctx: RequestContext, hasFallback: boolean) => Promise<Outcome<AiReply>>

const completion: Send = (ctx, hasFallback) =>
  chat.complete(ctx, tenant(hasFallback), { messages: [{ role: 'user', content: 'Hi' }], stream: true })

const message: Send = async (ctx, hasFallback) => {
  const session = await chat.createSession(contextFor('acme'), {})
  if (!session.ok) throw new Error(session.code)
  return await chat.sendMessage(ctx, tenant(hasFallback), session.value.id, { content: 'Hi', stream: true })
}

const answer: Send = (ctx, hasFallback) =>
  chat.answer(ctx, tenant(hasFallback), { question: 'Hi?', stream: true })

/** How it ended, and how many terminal events there were. */
async function endOf(outcome: Outcome<AiReply>, marks: readonly string[]) {
  if (!outcome.ok) return { end: 'refusal', terminals: 1 }
  if (outcome.value.kind !== 'stream') throw new Error('no stream')
  const text = await textOf(outcome.value.stream)
  const found = marks.map((mark) => text.split(mark).length - 1)
  return { end: found[0] === 1 ? 'whole' : 'error', terminals: (found[0] ?? 0) + (found[1] ?? 0) }
}

const ROUTES = [
  ['completion', completion, OPENAI_ENDS],
  ['message', message, NAMED_ENDS],
  ['answer', answer, NAMED_ENDS],
] as const

test.each(ROUTES.flatMap(([route, send, marks]) => KINDS.map((kind) => ({ route, send, marks, kind }))))(
  '$route: $kind',
  async ({ send, marks, kind }) => {
    for (const hasFallback of [false, true]) {
      for (let point = 0; point <= WORDS.length; point++) {
        await ai.script([failing(kind, point), ...(point === 0 ? [failing(kind, 0)] : [])])
        const ctx = contextFor('acme')

        // A stall is never tried again on the same model, so its second step would meet the fallback.
        if (kind === 'stall' && point === 0) await ai.script([failing(kind, 0)])
        const { end, terminals } = await endOf(await send(ctx, hasFallback), marks)

        const expected = point > 0 ? 'error' : hasFallback ? 'whole' : 'refusal'
        expect({ end, terminals, hasFallback, point }).toEqual({
          end: expected,
          terminals: 1,
          hasFallback,
          point,
        })
        expect(await settledFor(ctx)).toHaveLength(1)
      }
    }
  },
)
