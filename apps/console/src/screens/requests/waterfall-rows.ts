import type { Span } from './request-query.ts'

/** A span where it stands: how deep below the request, and from where to where of its time. */
export interface WaterfallRow {
  readonly span: Span
  readonly depth: number
  /** Of the whole, 0 to 1. */
  readonly start: number
  readonly share: number
  readonly atMs: number
}

const MAX_DEPTH = 6

/** Children below their parents, each level in the order in which it began; a span without its parent stands at the top. */
export function waterfallRows(spans: readonly Span[]): readonly WaterfallRow[] {
  const starts = spans.map(({ startedAt }) => Date.parse(startedAt))
  const ends = spans.map(({ durationMs }, at) => (starts[at] ?? 0) + durationMs)
  const zeroMs = Math.min(...starts)
  const wholeMs = Math.max(Math.max(...ends) - zeroMs, 1)
  const ids = new Set(spans.map(({ spanId }) => spanId))
  const childrenOf = Map.groupBy(spans, ({ parentSpanId }) =>
    parentSpanId !== undefined && ids.has(parentSpanId) ? parentSpanId : '',
  )
  const rows: WaterfallRow[] = []
  const seen = new Set<string>()
  const add = (parent: string, depth: number) => {
    const children = childrenOf.get(parent) ?? []
    for (const span of children.toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : 1))) {
      if (seen.has(span.spanId)) continue
      seen.add(span.spanId)
      const atMs = Date.parse(span.startedAt) - zeroMs
      rows.push({
        span,
        depth: Math.min(depth, MAX_DEPTH),
        start: atMs / wholeMs,
        share: span.durationMs / wholeMs,
        atMs,
      })
      add(span.spanId, depth + 1)
    }
  }
  add('', 0)
  return rows
}
