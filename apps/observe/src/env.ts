import type { LogSettings } from '@bulkhead/logging/log'

import type { MetricStore } from './metrics/metric-store.ts'
import type { RequestKeeper } from './request-keeper.ts'

export interface ObserveEnv extends LogSettings {
  /** Where the deployment's objects stay; empty: anywhere. */
  readonly JURISDICTION?: string
  readonly METRIC_STORES: DurableObjectNamespace<MetricStore>
  readonly REQUEST_STORES: { readonly getByName: (name: string) => RequestKeeper }
  /** The same points for long-term questions, tenant by tenant; goes nowhere when run locally. */
  readonly POINTS?: AnalyticsEngineDataset
  /** Where spans go (OTLP/HTTP, JSON): the address in front of `/v1/traces`. Empty: nowhere. */
  readonly OTLP_ENDPOINT?: string
  /** The collector's `authorization` header; a secret. */
  readonly OTLP_AUTHORIZATION?: string
}
