import { definitionOf, METRIC_NAMES, type MetricDefinition } from './metric-catalogue.ts'
import type { Sample } from './series-set.ts'

/** The samples in Prometheus' text format, version 0.0.4. */
export function prometheusText(samples: readonly Sample[]): string {
  const byName = Map.groupBy(samples, ({ key }) => key[0] ?? '')
  const lines = METRIC_NAMES.flatMap((name) => {
    const definition = definitionOf(name)
    const family = byName.get(name) ?? []
    if (definition === undefined || family.length === 0) return []
    const head = [`# HELP ${name} ${definition.help}`, `# TYPE ${name} ${definition.kind}`]
    return [...head, ...family.flatMap((sample) => linesOf(name, definition, sample))]
  })
  return `${lines.join('\n')}\n`
}

function linesOf(name: string, { labels, bounds }: MetricDefinition, { key, numbers }: Sample): string[] {
  const pairs = labels.map((label, at) => `${label}="${escaped(key[at + 1] ?? '')}"`)
  const [first = 0, ...counts] = numbers
  if (bounds === undefined) return [`${name}${inBraces(pairs)} ${first}`]
  let below = 0
  const buckets = [...bounds, '+Inf'].map((bound, at) => {
    below += counts[at] ?? 0
    return `${name}_bucket${inBraces([...pairs, `le="${bound}"`])} ${below}`
  })
  return [...buckets, `${name}_sum${inBraces(pairs)} ${first}`, `${name}_count${inBraces(pairs)} ${below}`]
}

function inBraces(pairs: readonly string[]): string {
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}
