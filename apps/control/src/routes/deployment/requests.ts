import { RequestsPage, type RequestTrace } from '@bulkhead/contracts/http/admin/requests'

import { attemptUsesOf } from '../../figures/attempt-uses.ts'
import { registryOf } from '../../registry-of.ts'
import { EVERYBODY, workerRoute, type WorkerCall } from '../../route.ts'
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
  summary: 'One request with its lines, spans and cost',
  serve: async (call, { params: { requestId } }) => {
    const trace = await ask(call, 'observe', () => call.env.OBSERVE.request(requestId))
    return { response: Response.json({ ...trace, ...(await costOf(call, trace)) }) }
  },
})

/** Fails open: without it the rest is worth showing. */
async function costOf(call: WorkerCall, { lines }: RequestTrace) {
  const attempts = attemptUsesOf(lines)
  if (attempts === undefined) return {}
  const { uses, isEstimated, isUncounted } = attempts
  if (isUncounted) return { cost: null }
  try {
    const cost = await ask(call, 'registry', () => registryOf(call.env).attemptsCost(uses))
    return { cost, ...(isEstimated ? { costIsEstimated: true } : {}) }
  } catch {
    return {}
  }
}
