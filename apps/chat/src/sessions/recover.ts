import { estimateTokens } from '@bulkhead/ai/estimate-tokens'
import { logFieldsOf } from '@bulkhead/contracts/context'
import { formatEvent } from '@bulkhead/contracts/http/stream-events'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import { Spending } from '../generation/spending.ts'
import { errorBodyOf } from '../generation/started.ts'
import { failedResponse } from '../responses/failed-response.ts'
import type { Run } from '../run.ts'
import type { SessionStore } from '../session-tables/session-store.ts'
import { deltaTextOf } from '../stream/replay.ts'

/**
 * Ends a turn whose object was reset while it ran: what reached the log is kept as an incomplete answer,
 * readers get their terminal event, and the prompt and the counted output are settled. Safe to repeat: the
 * first run removes the turn.
 */
export function recoverTurn(store: SessionStore, base: Omit<Run, 'ctx'>): void {
  const record = store.turns.running()
  if (record === undefined) return
  const { messageId, ctx, model, promptTokens } = record
  const run: Run = { ...base, ctx }
  const events = store.log.read(messageId)
  const text = deltaTextOf(events)
  const error = new BulkheadError('service_unavailable')
  const id = events.length + 1
  const details = { model, finishReason: 'error' }
  const failed = failedResponse(store.transcript.find(messageId)?.response, error, events.length)
  const lastEvent = failed?.lastEvent ?? formatEvent(id, 'error', errorBodyOf(run, error))
  store.end(
    messageId,
    { status: 'incomplete', content: text, details: { ...details, ...failed?.details } },
    { firstId: id, lastId: id, text: lastEvent },
  )
  const completionTokens = text === '' ? 0 : estimateTokens(text)
  new Spending(run, record).recover(model, { promptTokens, completionTokens, estimated: true })
  run.log.warn('turn was cut by a reset of its object', {
    ...logFieldsOf(ctx),
    messageId,
    errorCode: error.code,
  })
}
