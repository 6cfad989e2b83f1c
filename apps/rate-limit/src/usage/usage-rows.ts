import { decodeCursor, encodeCursor } from '@bulkhead/contracts/cursor'
import type { UsageRow, UsageRowsAsk, UsageRowsPage } from '@bulkhead/contracts/record/usage-rows'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import { USAGE_PAGE_ROWS } from '../limits.ts'
import type { UsageRow as StoredRow } from '../page/books.ts'
import { dateOf, dayOf } from '../tokens/calendar.ts'
import type { LedgerStore } from '../tokens/ledger-store.ts'

/** One page of what was settled, as it is stored now. */
export function usageRowsPage(store: LedgerStore, { from, to, cursor }: UsageRowsAsk): UsageRowsPage {
  const days = { from: dayOf(Date.parse(from)), to: dayOf(Date.parse(to)) }
  if (Number.isNaN(days.from) || Number.isNaN(days.to)) throw new BulkheadError('invalid_request')
  const rows = store.usagePage(days, positionOf(cursor), USAGE_PAGE_ROWS)
  const last = rows.length < USAGE_PAGE_ROWS ? undefined : rows.at(-1)
  return {
    rows: rows.map(rowOf),
    nextCursor: last === undefined ? null : encodeCursor(JSON.stringify([last.day, last.model, last.key_id])),
  }
}

function positionOf(cursor: string | undefined) {
  if (cursor === undefined) return undefined
  const position: unknown = JSON.parse(decodeCursor(cursor))
  const [day, model, keyId]: unknown[] = Array.isArray(position) ? position : []
  return { day: Number(day), model: String(model), keyId: String(keyId) }
}

function rowOf(row: StoredRow): UsageRow {
  return {
    date: dateOf(row.day),
    model: row.model,
    keyId: row.key_id,
    requests: row.requests,
    promptTokens: row.prompt_tokens,
    cachedPromptTokens: row.cached_prompt_tokens,
    cacheWriteTokens: row.cache_write_tokens,
    completionTokens: row.completion_tokens,
    reasoningTokens: row.reasoning_tokens,
    estimatedTokens: row.estimated_tokens,
    nanoDollars: row.unpriced > 0 ? null : row.nano_dollars,
  }
}
