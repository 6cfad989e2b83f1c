import type { Finish, Generated, Usage } from '@bulkhead/ai/model-answer'
import type { Answer, ChatTenant } from '@bulkhead/contracts/chat'
import type { AnswerRequest } from '@bulkhead/contracts/http/answers'
import { createId } from '@bulkhead/contracts/ids'

import type { PreparedJson, PreparedStream, ReplyWriter } from '../generation/prepared.ts'
import type { Run } from '../run.ts'
import type { EventSink } from '../stream/event-sink.ts'
import { NamedEvents } from '../stream/named-events.ts'
import { AnswerEvents } from './answer-events.ts'
import { CitedText } from './cited-text.ts'
import { countCitations } from './count-citations.ts'
import { planAnswer, type AnswerPlan } from './plan-answer.ts'
import { tokenUsage } from './token-usage.ts'

/** `POST /v1/answers`: one grounded answer. */
export async function prepareAnswer(
  run: Run,
  tenant: ChatTenant,
  { question: text, topK, filter, minScore, rerank }: AnswerRequest,
): Promise<PreparedJson & PreparedStream> {
  const input = { question: { text, topK, filter, minScore, rerank }, retrieval: true, newestFirst: [] }
  const plan = await planAnswer(run, tenant, input)
  return {
    call: plan.call,
    hasContext: true,
    embedded: plan.embedded,
    json: (generated) => JSON.stringify(wholeAnswer(run, plan, generated)),
    writer: (sink, model) => answerWriter(run, plan, sink, model),
  }
}

function wholeAnswer(run: Run, plan: AnswerPlan, generated: Generated): Answer {
  const cited = new CitedText(plan.sources)
  cited.push(generated.text + generated.refusal)
  cited.end()
  countCitations(run, cited.citations)
  return answerOf(cited, plan, generated)
}

function answerWriter(run: Run, plan: AnswerPlan, sink: EventSink, model: string): ReplyWriter {
  const id = createId('ans')
  const named = new NamedEvents(sink)
  const events = new AnswerEvents(named, plan)
  events.start({ messageId: id, model })
  return {
    deltas: (deltas) => events.deltas(deltas),
    end: ({ usage }: Finish) => {
      events.end()
      countCitations(run, events.cited.citations)
      named.write('message.end', { id, ...answerOf(events.cited, plan, { usage, model }) })
    },
    fail: (body) => named.write('error', body),
  }
}

function answerOf(
  { text, citations, warnings: found }: CitedText,
  { warnings }: AnswerPlan,
  { usage, model }: { readonly usage: Usage; readonly model: string },
): Answer {
  return { answer: text, citations, warnings: [...warnings, ...found], usage: tokenUsage(usage), model }
}
