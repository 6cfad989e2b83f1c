import { withWorkerFaults } from '@bulkhead/faults/faulty-methods'
import { withObjectFaults, withStorageFaults } from '@bulkhead/faults/faulty-objects'

import type { ObserveEnv } from './env.ts'
import { MetricStore } from './metrics/metric-store.ts'
import { Observe } from './observe.ts'
import { RequestStore } from './requests/request-store.ts'

export { LocalFaults } from '@bulkhead/faults/local-faults'
export { default } from './index.ts'
/** observe of the local environment: the same classes, in reach of the fault switch. */
export { Observe }

withWorkerFaults(Observe, 'worker:observe')
withObjectFaults(MetricStore, 'storage:MetricStore')
withObjectFaults(RequestStore, 'storage:RequestStore')

class LocalMetricStore extends MetricStore {
  constructor(ctx: DurableObjectState, env: ObserveEnv) {
    super(withStorageFaults(ctx, 'storage:MetricStore'), env)
  }
}

class LocalRequestStore extends RequestStore {
  constructor(ctx: DurableObjectState, env: ObserveEnv) {
    super(withStorageFaults(ctx, 'storage:RequestStore'), env)
  }
}

export { LocalMetricStore as MetricStore, LocalRequestStore as RequestStore }
