import type { BudgetLimits, TokenCounts, Usage } from '@bulkhead/contracts/http/usage'
import type { Limits } from '@bulkhead/contracts/limits'
import { dollarsOf } from '@bulkhead/spending/dollars'

import type { Accounts, Purse } from '../accounts/accounts.ts'
import { USAGE_LISTED_DAYS } from '../limits.ts'
import type { UsageRow } from '../page/books.ts'
import type { Requester } from '../plan.ts'
import { tokensLeft, type Window } from '../tokens/budget.ts'
import { dateOf, dayOf } from '../tokens/calendar.ts'
import type { Day } from '../tokens/day-book.ts'
import { SPEND } from '../tokens/unit.ts'

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
  accounts: Accounts,
  asked: { readonly who: Requester; readonly requests: Limits['requests']; readonly nowMs: number },
): Usage {
  const { who, requests, nowMs } = asked
  const purses = accounts.purses(who.plan, who.key, nowMs)
  const ofKey = purses.filter(({ keyId }) => keyId !== undefined)
  const { limit, burst, remaining, resetMs } = requests
  return {
    limits: {
      requests: { limit, burst, remaining, resetsAt: new Date(nowMs + resetMs).toISOString() },
      ...limitsOf(
        purses.filter(({ keyId }) => keyId === undefined),
        nowMs,
      ),
    },
    ...(who.key === undefined || ofKey.length === 0
      ? {}
      : { key: { id: who.key.keyId, limits: limitsOf(ofKey, nowMs) } }),
    days: daysOf(accounts, nowMs),
  }
}

function limitsOf(purses: readonly Purse[], nowMs: number): BudgetLimits {
  const limits: BudgetLimits = {}
  for (const { ledger, budget } of purses) {
    for (const window of ledger.windows(budget, nowMs)) {
      if (ledger.unit === SPEND) {
        limits[window.name === 'day' ? 'spendPerDay' : 'spendPerMonth'] = standing(window, dollarsOf)
      } else {
        limits[window.name === 'day' ? 'tokensPerDay' : 'tokensPerMonth'] = standing(window, Number)
      }
    }
  }
  return limits
}

function standing<T>(window: Window, show: (amount: number) => T) {
  return {
    limit: show(window.limit),
    used: show(window.spent),
    reserved: show(window.open),
    remaining: show(tokensLeft(window)),
    resetsAt: new Date(window.resetsAtMs).toISOString(),
  }
}

function daysOf({ tenant, usage }: Accounts, nowMs: number): UsageDay[] {
  const oldest = dayOf(nowMs) - USAGE_LISTED_DAYS + 1
  const rows = Map.groupBy(usage.usageFrom(oldest), (row) => row.day)
  return [...tenant.book.all()]
    .filter((day) => day.day >= oldest)
    .toSorted((a, b) => b.day - a.day)
    .map((day) => usageDay(day, rows.get(day.day) ?? [], tenant.book.unsettled(day, nowMs)))
    .filter((day) => day.requests > 0 || day.models.length > 0)
}

function usageDay(day: Day, rows: readonly UsageRow[], unsettled: number): UsageDay {
  const models: UsageModel[] = [...Map.groupBy(rows, (row) => row.model)].map(([model, own]) => ({
    model,
    ...countsOf(own),
  }))
  const keys = [...Map.groupBy(rows, (row) => row.key_id)]
    .filter(([keyId]) => keyId !== '')
    .map(([keyId, own]) => ({ keyId, ...countsOf(own) }))
  const counts = countsOf(rows)
  if (unsettled > 0) {
    const estimate = { totalTokens: unsettled, estimatedTokens: unsettled, cost: null }
    models.push({ model: UNSETTLED, ...countsOf([]), ...estimate })
  }
  return {
    date: dateOf(day.day),
    ...counts,
    requests: day.requests,
    totalTokens: counts.totalTokens + unsettled,
    estimatedTokens: counts.estimatedTokens + unsettled,
    cost: unsettled > 0 ? null : counts.cost,
    models,
    keys,
  }
}

function countsOf(rows: readonly UsageRow[]): TokenCounts {
  const sum = (of: (row: UsageRow) => number) => rows.reduce((total, row) => total + of(row), 0)
  const promptTokens = sum((row) => row.prompt_tokens)
  const completionTokens = sum((row) => row.completion_tokens)
  return {
    requests: sum((row) => row.requests),
    promptTokens,
    completionTokens,
    totalTokens: promptTokens + completionTokens,
    cachedPromptTokens: sum((row) => row.cached_prompt_tokens),
    cacheWriteTokens: sum((row) => row.cache_write_tokens),
    reasoningTokens: sum((row) => row.reasoning_tokens),
    estimatedTokens: sum((row) => row.estimated_tokens),
    cost: rows.some((row) => row.unpriced > 0) ? null : dollarsOf(sum((row) => row.nano_dollars)),
  }
}
