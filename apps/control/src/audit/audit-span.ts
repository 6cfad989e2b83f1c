/** Events by their places: `from` is in it, `before` is not. */
export interface AuditSpan {
  readonly from: number
  readonly before: number
}

const PAST_ALL = Number.MAX_SAFE_INTEGER

/** Where a span of time begins and ends in the chain: two look-ups, however many events there are. */
export function auditSpanOf(
  sql: SqlStorage,
  { fromMs, beforeMs }: { readonly fromMs: number | undefined; readonly beforeMs: number | undefined },
): AuditSpan {
  const firstSince = (ms: number) =>
    sql
      .exec<{ seq: number }>(
        'SELECT seq FROM audit WHERE occurred_ms >= ? ORDER BY occurred_ms, seq LIMIT 1',
        ms,
      )
      .toArray()[0]?.seq ?? PAST_ALL
  return {
    from: fromMs === undefined ? 0 : firstSince(fromMs),
    before: beforeMs === undefined ? PAST_ALL : firstSince(beforeMs),
  }
}
