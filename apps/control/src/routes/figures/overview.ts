import { registryOf } from '../../registry-of.ts'
import { EVERYBODY, workerRoute, type WorkerCall } from '../../route.ts'
import { ask } from '../../tenant-call.ts'

export const getOverview = workerRoute({
  method: 'GET',
  path: '/admin/v1/overview',
  roles: EVERYBODY,
  summary: 'The whole deployment in one answer: what is used, what is near a limit and what is wrong',
  serve: async (call) => {
    const [overview, traffic] = await Promise.all([
      ask(call, 'registry', () => registryOf(call.env).overview()),
      trafficOf(call),
    ])
    return { response: Response.json({ ...overview, ...traffic }) }
  },
})

/** Fails open: without it the rest is worth showing. */
async function trafficOf(call: WorkerCall) {
  try {
    return { traffic: await ask(call, 'observe', () => call.env.OBSERVE.traffic()) }
  } catch {
    return {}
  }
}
