import { withWorkerFaults } from '@bulkhead/faults/faulty-methods'

import { Observe } from './observe.ts'

export { LocalFaults } from '@bulkhead/faults/local-faults'
export { default, MetricStore } from './index.ts'
/** observe of the local environment: the same classes, in reach of the fault switch. */
export { Observe }

withWorkerFaults(Observe, 'worker:observe')
