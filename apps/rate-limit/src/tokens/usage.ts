import type { TokenCounts, TokenLimit, Usage } from '@bulkhead/contracts/http/usage'
import type { Limits } from '@bulkhead/contracts/limits'
import type { Plan } from '@bulkhead/contracts/rate-limit'

import { USAGE_LISTED_DAYS } from '../limits.ts'
import { tokensLeft, type Window } from './budget.ts'
import { dateOf, dayOf } from './calendar.ts'
import type { Day } from './day-book.ts'
import type { UsageRow } from './ledger-store.ts'
import type { Ledger } from './ledger.ts'

/** The model of tokens that count as spent although no settlement has named one. */
const UNSETTLED = 'unsettled'

type UsageDay = Usage['days'][number]
type UsageModel = UsageDay['models'][number]

/**
 * `GET /v1/usage`. A day's `requests` are the admitted ones (also those that use no tokens), a model's are
 * the settled ones. A day's tokens are what its budget counts as used: settled ones by model, and as model
 * `unsettled` the estimates of reservations whose settlement never came.
 */
export function usageOf(
  ledger: Ledger,
  rowsFrom: (day: number) => readonly UsageRow[],
  asked: { readonly plan: Plan; readonly requests: Limits['requests']; readonly nowMs: number },
): Usage {
  const { plan, requests, nowMs } = asked
  const [tokensPerDay, tokensPerMonth] = ledger.windows(plan, nowMs).map(tokenLimit)
  if (tokensPerDay === undefined) throw new Error('a plan has a budget per day')
  const resetsAt = new Date(nowMs + requests.resetMs).toISOString()
  const oldest = dayOf(nowMs) - USAGE_LISTED_DAYS + 1
  const rows = Map.groupBy(rowsFrom(oldest), (row) => row.day)
  const days = [...ledger.book.all()]
    .filter((day) => day.day >= oldest)
    .toSorted((a, b) => b.day - a.day)
    .map((day) => usageDay(day, rows.get(day.day) ?? [], ledger.book.unsettled(day, nowMs)))
    .filter((day) => day.requests > 0 || day.models.length > 0)
  return {
    limits: {
      requests: { limit: requests.limit, remaining: requests.remaining, resetsAt },
      tokensPerDay,
      ...(tokensPerMonth === undefined ? {} : { tokensPerMonth }),
    },
    days,
  }
}

function tokenLimit(window: Window): TokenLimit {
  return {
    limit: window.limit,
    used: window.spent,
    reserved: window.open,
    remaining: tokensLeft(window),
    resetsAt: new Date(window.resetsAtMs).toISOString(),
  }
}

function usageDay(day: Day, rows: readonly UsageRow[], unsettled: number): UsageDay {
  const models: UsageModel[] = rows.map((row) => ({ model: row.model, ...counts(row) }))
  if (unsettled > 0) {
    const none = { requests: 0, promptTokens: 0, completionTokens: 0 }
    models.push({ model: UNSETTLED, ...none, totalTokens: unsettled })
  }
  const sum = (field: keyof TokenCounts) => models.reduce((total, model) => total + model[field], 0)
  return {
    date: dateOf(day.day),
    requests: day.requests,
    promptTokens: sum('promptTokens'),
    completionTokens: sum('completionTokens'),
    totalTokens: sum('totalTokens'),
    models,
  }
}

function counts(row: UsageRow): TokenCounts {
  return {
    requests: row.requests,
    promptTokens: row.prompt_tokens,
    completionTokens: row.completion_tokens,
    totalTokens: row.prompt_tokens + row.completion_tokens,
  }
}
