import { withWorkerFaults } from '@bulkhead/faults/faulty-methods'

import { Extract } from './extract.ts'

export { LocalFaults } from '@bulkhead/faults/local-faults'
export { default } from './index.ts'

/** extract of the local environment: the same class, in reach of the fault switch. */
withWorkerFaults(Extract, 'worker:extract')

export { Extract }
