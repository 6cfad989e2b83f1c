import { formatCount, formatMs, formatUtc } from '../../pieces/text/format.ts'
import type { Traffic } from './traffic-query.ts'

type Bucket = Traffic['buckets'][number]

/** How long requests took, for whoever does not see the lines. */
export function latencyInWords(buckets: Traffic['buckets']): string {
  const slowest = largest(buckets, ({ p95Ms }) => p95Ms ?? undefined)
  const usual = largest(buckets, ({ p50Ms }) => p50Ms ?? undefined)
  if (slowest === undefined || usual === undefined) return 'No request to measure in this time.'
  const { value, at } = slowest
  return `Lines of latency: the median was ${formatMs(usual.value)} at most, the 95th percentile ${formatMs(value)} at most, in the step from ${formatUtc(at)} UTC. The table has every figure.`
}

/** What came of requests, for whoever does not see the bars. */
export function outcomesInWords(buckets: Traffic['buckets']): string {
  const sum = (of: (bucket: Bucket) => number) => buckets.reduce((total, bucket) => total + of(bucket), 0)
  const worst = largest(buckets, ({ failed }) => (failed === 0 ? undefined : failed))
  const most = worst === undefined ? '' : `, most of them in the step from ${formatUtc(worst.at)} UTC`
  return `Bars of requests: ${formatCount(sum(doneIn))} done, ${formatCount(sum(({ refused }) => refused))} refused with 4xx, ${formatCount(sum(({ failed }) => failed))} failed with 5xx${most}. The table has every figure.`
}

export function doneIn({ requests, refused, failed }: Bucket): number {
  return requests - refused - failed
}

/** What of the traffic is not in the figures: those who read them must not take a part for the whole. */
export function gapsInWords({ buckets, from, keptSince }: Traffic): string | undefined {
  const leftOut = buckets.reduce((total, bucket) => total + bucket.leftOut, 0)
  const parts = [
    ...(keptSince > from
      ? [`Requests before ${formatUtc(keptSince)} UTC are not kept any more: only the newest 20,000 are.`]
      : []),
    ...(leftOut > 0
      ? [
          `${formatCount(leftOut)} requests, of any tenant and route, are not in it: more ended in a second than are kept.`,
        ]
      : []),
  ]
  return parts.length === 0 ? undefined : parts.join(' ')
}

function largest(
  buckets: Traffic['buckets'],
  of: (bucket: Bucket) => number | undefined,
): { readonly value: number; readonly at: string } | undefined {
  const values = buckets.flatMap((bucket) => {
    const value = of(bucket)
    return value === undefined ? [] : [{ value, at: bucket.at }]
  })
  return values.toSorted((a, b) => b.value - a.value)[0]
}
