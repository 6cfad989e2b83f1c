import { MAX_ANALYTICS_POINTS } from '../limits.ts'
import { definitionOf } from './metric-catalogue.ts'
import type { Sample } from './series-set.ts'

/**
 * The same points for Analytics Engine: index the tenant, blobs the name and the label values, doubles the
 * value (of a histogram the sum) and how many measurements it represents. What exceeds the platform's limit
 * per invocation is dropped: Prometheus has it.
 */
export function writeAnalytics(
  dataset: AnalyticsEngineDataset | undefined,
  samples: readonly Sample[],
): void {
  for (const { key, numbers } of samples.slice(0, MAX_ANALYTICS_POINTS)) {
    const [name = '', ...values] = key
    const tenant = values[definitionOf(name)?.labels.indexOf('tenantId') ?? -1] ?? 'none'
    const [value = 0, ...counts] = numbers
    const measurements = counts.length === 0 ? value : counts.reduce((sum, count) => sum + count, 0)
    dataset?.writeDataPoint({ indexes: [tenant], blobs: [name, ...values], doubles: [value, measurements] })
  }
}
