import type { ObserveEnv } from './env.ts'
import { tail } from './tail.ts'

export { MetricStore } from './metrics/metric-store.ts'
export { Observe } from './observe.ts'
export { RequestStore } from './requests/request-store.ts'

/** Hears every other Worker after its work is done; nobody waits for it. */
export default { tail } satisfies ExportedHandler<ObserveEnv>
