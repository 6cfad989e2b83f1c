import type { GeneratedStream } from '@bulkhead/ai/generated-stream'
import type { Usage } from '@bulkhead/ai/model-answer'
import type { Answer, ChatTenant } from '@bulkhead/contracts/chat'
import { logFieldsOf } from '@bulkhead/contracts/context'
import type { AnswerRequest } from '@bulkhead/contracts/http/answers'
import type { Citation, TokenUsage } from '@bulkhead/contracts/http/sessions'
import { createId } from '@bulkhead/contracts/ids'
import { metric } from '@bulkhead/logging/metric'

import { modelClient } from '../generation/models.ts'
import { Spending } from '../generation/spending.ts'
import { errorBodyOf, metaOf, type Started } from '../generation/started.ts'
import type { Run } from '../run.ts'
import type { EventSink } from '../stream/event-sink.ts'
import { NamedEvents } from '../stream/named-events.ts'
import { CitedText } from './cited-text.ts'
import { planAnswer, type AnswerPlan } from './plan-answer.ts'
import { publicSource } from './source.ts'
import { writeAnswer } from './write-answer.ts'

/** `POST /v1/answers`: one grounded answer. Throws, with the reservation given back, when there is none to be had. */
export async function startAnswer(run: Run, tenant: ChatTenant, request: AnswerRequest): Promise<Started> {
  const spending = new Spending(run)
  try {
    const { question: text, topK, filter } = request
    const input = { question: { text, topK, filter }, retrieval: true, newestFirst: [] }
    const plan = await planAnswer(run, tenant, input)
    await spending.cover(plan.call)
    return request.stream === true ? await streamed(run, spending, plan) : await plain(run, spending, plan)
  } catch (thrown) {
    spending.settle(tenant.chat.model)
    throw thrown
  }
}

async function plain(run: Run, spending: Spending, plan: AnswerPlan): Promise<Started> {
  const generated = await modelClient(run).generate(plan.call)
  spending.settle(generated.model, generated.usage)
  const cited = new CitedText(plan.sources)
  cited.push(generated.text)
  cited.end()
  countCitations(run, cited.citations)
  return { kind: 'json', json: JSON.stringify(answerOf(cited, plan, generated)), ai: metaOf(generated) }
}

async function streamed(run: Run, spending: Spending, plan: AnswerPlan): Promise<Started> {
  const generated = await modelClient(run).stream(plan.call)
  return {
    kind: 'stream',
    ai: metaOf(generated),
    abort: () => generated.abort(),
    pump: async (sink) => {
      const isWhole = await pump(run, generated, plan, sink)
      spending.settle(generated.model, generated.usageSoFar())
      return isWhole
    },
  }
}

async function pump(
  run: Run,
  generated: GeneratedStream,
  plan: AnswerPlan,
  sink: EventSink,
): Promise<boolean> {
  const events = new NamedEvents(sink)
  const cited = new CitedText(plan.sources)
  const id = createId('ans')
  try {
    startEvents(events, plan, { messageId: id, model: generated.model })
    await writeAnswer(generated, cited, events)
    countCitations(run, cited.citations)
    events.write('message.end', {
      id,
      ...answerOf(cited, plan, { ...generated.finish, model: generated.model }),
    })
    return true
  } catch (thrown) {
    events.write('error', errorBodyOf(run, thrown))
    return false
  } finally {
    sink.close()
  }
}

/** The events before the first token: who answers, and from what. */
export function startEvents(
  events: NamedEvents,
  { sources, warnings }: AnswerPlan,
  start: { readonly messageId: string; readonly sessionId?: string; readonly model: string },
): void {
  events.write('message.start', start)
  if (sources !== undefined) events.write('retrieval', { sources: sources.map(publicSource), warnings })
}

function answerOf(
  { text, citations }: CitedText,
  { warnings }: AnswerPlan,
  { usage, model }: { readonly usage: Usage; readonly model: string },
): Answer {
  return { answer: text, citations, warnings, usage: tokenUsage(usage), model }
}

export function tokenUsage({ promptTokens, completionTokens }: Usage): TokenUsage {
  return { promptTokens, completionTokens, totalTokens: promptTokens + completionTokens }
}

export function countCitations({ ctx, log }: Run, citations: readonly Citation[]): void {
  if (citations.length === 0) return
  const metrics = [metric('rag_citations_total', citations.length, { tenantId: ctx.tenantId })]
  log.info('citations returned', { ...logFieldsOf(ctx), count: citations.length }, { metrics })
}
