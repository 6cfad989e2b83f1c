import { objectIn } from '@bulkhead/worker/object-in'

import type { ObserveEnv } from './env.ts'
import type { MetricStore } from './metrics/metric-store.ts'
import type { RequestKeeper } from './request-keeper.ts'

/** The object as its callers see it. */
type Store = Pick<MetricStore, 'record' | 'text'>

/** All series of the deployment are in one object, since Prometheus asks one place. */
export function storeOf(env: ObserveEnv): Store {
  return objectIn(env, env.METRIC_STORES, 'all')
}

/** The requests of the whole deployment are in one object too: operators look for one without knowing whose it was. */
export function requestsOf(env: ObserveEnv): RequestKeeper {
  return objectIn(env, env.REQUEST_STORES, 'all')
}
