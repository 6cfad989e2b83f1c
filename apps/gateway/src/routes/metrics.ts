import { READ_TIMEOUT_MS } from '../limits.ts'
import { ask } from '../request/ask.ts'
import { nothing } from '../request/reader.ts'
import { adminRoute } from '../route.ts'

/** Nothing else of Bulkhead needs observe: when it is down only this route is 503. */
export const metrics = adminRoute({
  method: 'GET',
  path: '/metrics',
  operation: {
    summary: 'Every metric',
    description: "In Prometheus's text format. Up to one second old.",
  },
  probes: () => [{}],
  reads: nothing,
  handle: async (exchange) => {
    const ctx = { deadline: exchange.startMs + READ_TIMEOUT_MS }
    const text = await ask({ exchange, ctx }, 'observe', () => exchange.env.OBSERVE.metrics())
    return new Response(text, { headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' } })
  },
})
