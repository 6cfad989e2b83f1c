import type { Delta, Generated } from '@bulkhead/ai/model-answer'
import type { ChatTenant } from '@bulkhead/contracts/chat'

import { countCitations } from '../answers/count-citations.ts'
import type { AnswerPlan } from '../answers/plan-answer.ts'
import type { PreparedJson, PreparedStream, ReplyWriter } from '../generation/prepared.ts'
import type { Run } from '../run.ts'
import type { ResponseRequest } from '../stored-response.ts'
import type { EventSink } from '../stream/event-sink.ts'
import { deltaOf } from './output-items.ts'
import { planResponse } from './plan-response.ts'
import { hasResults, openBody } from './response-body.ts'
import { ResponseEvents } from './response-events.ts'
import { passingId } from './response-ids.ts'

/** `POST /v1/responses` with `store: false`: it is kept nowhere. */
export async function prepareResponse(
  run: Run,
  tenant: ChatTenant,
  { request, earlier }: ResponseRequest,
): Promise<PreparedJson & PreparedStream> {
  const plan = await planResponse(run, tenant, request, earlier)
  const eventsTo = (model: string, sink?: EventSink) => {
    const open = openBody({ id: passingId(), createdMs: Date.now(), model, request })
    const options = { hasResults: hasResults(request), ...(sink === undefined ? {} : { sink }) }
    const events = new ResponseEvents(open, plan, options)
    events.start(model)
    return events
  }
  return {
    call: plan.call,
    hasContext: true,
    embedded: plan.embedded,
    json: (generated) => JSON.stringify(wholeResponse(run, plan, eventsTo(generated.model), generated)),
    writer: (sink, model) => writerOf(run, plan, eventsTo(model, sink)),
  }
}

function wholeResponse(run: Run, plan: AnswerPlan, events: ResponseEvents, generated: Generated) {
  events.deltas([wholeDelta(generated)])
  const body = events.end(generated)
  if (plan.sources !== undefined) countCitations(run, events.citations)
  return body
}

/** An answer that came whole, as the only piece of a stream. */
function wholeDelta({ text, refusal, thought, toolCalls, extra }: Generated): Delta {
  const { reasoning_content, reasoning = reasoning_content } = extra.message ?? {}
  return {
    text,
    refusal,
    reasoning: typeof reasoning === 'string' ? reasoning : '',
    ...(thought === undefined ? {} : { thought }),
    toolCalls: toolCalls.map(deltaOf),
    extra: {},
  }
}

function writerOf(run: Run, plan: AnswerPlan, events: ResponseEvents): ReplyWriter {
  return {
    deltas: (deltas) => events.deltas(deltas),
    end: (finish) => {
      const body = events.end(finish)
      if (plan.sources !== undefined) countCitations(run, events.citations)
      events.last(body)
    },
    fail: (body, usage) => events.last(events.failed(body, usage)),
  }
}
