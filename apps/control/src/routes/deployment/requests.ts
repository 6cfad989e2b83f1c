import { RequestsPage } from '@bulkhead/contracts/http/admin/requests'

import { EVERYBODY, workerRoute } from '../../route.ts'
import { ask } from '../../tenant-call.ts'

const path = '/admin/v1/requests'

export const listRequests = workerRoute({
  method: 'GET',
  path,
  roles: EVERYBODY,
  summary: 'Metadata of requests, newest first, without what was said; `retention` says how many are kept',
  query: RequestsPage,
  serve: async (call, { query }) => ({
    response: Response.json(await ask(call, 'observe', () => call.env.OBSERVE.requests(query))),
  }),
})

export const getRequest = workerRoute({
  method: 'GET',
  path: `${path}/:requestId`,
  roles: EVERYBODY,
  summary: 'One request with its lines and spans',
  serve: async (call, { params: { requestId } }) => ({
    response: Response.json(await ask(call, 'observe', () => call.env.OBSERVE.request(requestId))),
  }),
})
