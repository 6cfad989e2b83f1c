/** How one version of the gateway has answered so far. */
export interface Figures {
  readonly requests: number
  readonly errors: number
  /** Requests by the upper bound of their latency's bucket, in milliseconds; the last is unbounded. */
  readonly buckets: readonly (readonly [upToMs: number, count: number])[]
}

const SAMPLE = /^(\w+)\{([^}]*)\} ([\d.e+]+)$/

/** Of the gateway's versions, out of `/metrics`. */
export function figuresOf(text: string, version: string): Figures {
  const samples = text.split('\n').flatMap((line) => {
    const [, name = '', labels = '', value = ''] = SAMPLE.exec(line) ?? []
    const isOurs = labels.includes('worker="bulkhead-gateway"') && labels.includes(`version="${version}"`)
    return isOurs ? [{ name, labels, value: Number(value) }] : []
  })
  const counts = samples.filter(({ name }) => name === 'version_requests_total')
  const sum = (all: readonly { readonly value: number }[]) =>
    all.reduce((total, { value }) => total + value, 0)
  const cumulative = samples.filter(({ name }) => name === 'version_latency_ms_histogram_bucket')
  return {
    requests: sum(counts),
    errors: sum(counts.filter(({ labels }) => /status="5\d\d"/.test(labels))),
    buckets: cumulative.map(({ labels, value }, at) => {
      const bound = /le="([^"]+)"/.exec(labels)?.[1]
      const upToMs = bound === '+Inf' ? Number.POSITIVE_INFINITY : Number(bound)
      return [upToMs, value - (cumulative[at - 1]?.value ?? 0)]
    }),
  }
}

/** What came between two looks. A counter that went back began anew. */
export function figuresBetween(before: Figures, after: Figures): Figures {
  if (after.requests < before.requests) return after
  return {
    requests: after.requests - before.requests,
    errors: after.errors - before.errors,
    buckets: after.buckets.map(([upToMs, count], at) => [upToMs, count - (before.buckets[at]?.[1] ?? 0)]),
  }
}

/** Between the bounds of its bucket, as far along as it is in it; undefined without any request. */
export function medianMs({ buckets }: Figures): number | undefined {
  const half = buckets.reduce((total, [, count]) => total + count, 0) / 2
  let seen = 0
  let fromMs = 0
  for (const [upToMs, count] of buckets) {
    if (count > 0 && seen + count >= half) {
      return Number.isFinite(upToMs) ? fromMs + ((half - seen) / count) * (upToMs - fromMs) : fromMs
    }
    seen += count
    fromMs = upToMs
  }
  return undefined
}
