import { withWorkerFaults } from '@bulkhead/faults/faulty-methods'
import { withObjectFaults, withStorageFaults } from '@bulkhead/faults/faulty-objects'

import type { ObserveEnv } from './env.ts'
import { MetricStore } from './metrics/metric-store.ts'
import { Observe } from './observe.ts'

export { LocalFaults } from '@bulkhead/faults/local-faults'
export { default } from './index.ts'
export { RequestStore } from './requests/request-store.ts'
/** observe of the local environment: the same classes, in reach of the fault switch. */
export { Observe }

withWorkerFaults(Observe, 'worker:observe')
withObjectFaults(MetricStore, 'storage:MetricStore')

class LocalMetricStore extends MetricStore {
  constructor(ctx: DurableObjectState, env: ObserveEnv) {
    super(withStorageFaults(ctx, 'storage:MetricStore'), env)
  }
}

export { LocalMetricStore as MetricStore }
