import { TrafficAsk } from '@bulkhead/contracts/http/admin/requests'

import { EVERYBODY, workerRoute } from '../../route.ts'
import { ask } from '../../tenant-call.ts'

export const getTraffic = workerRoute({
  method: 'GET',
  path: '/admin/v1/traffic',
  roles: EVERYBODY,
  summary:
    'Requests of tenants step by step: how many, how long they took, what came of them; as far as they are kept',
  query: TrafficAsk,
  serve: async (call, { query }) => ({
    response: Response.json(await ask(call, 'observe', () => call.env.OBSERVE.trafficSeries(query))),
  }),
})
