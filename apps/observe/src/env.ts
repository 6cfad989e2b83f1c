import type { MetricStore } from './metric-store.ts'

export interface ObserveEnv {
  readonly METRIC_STORES: DurableObjectNamespace<MetricStore>
  /** The same points for long-term questions, tenant by tenant; goes nowhere when run locally. */
  readonly POINTS?: AnalyticsEngineDataset
  readonly LOG_LEVEL?: string
}
