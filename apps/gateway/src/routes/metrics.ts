import { READ_TIMEOUT_MS } from '../limits.ts'
import { ask } from '../request/ask.ts'
import { adminRoute } from '../route.ts'

/** Every series, for Prometheus. Nothing else of Bulkhead needs observe: when it is down only this is 503. */
export const metrics = adminRoute('GET', '/metrics', async (exchange) => {
  const ctx = { deadline: exchange.startMs + READ_TIMEOUT_MS }
  const text = await ask({ exchange, ctx }, 'observe', () => exchange.env.OBSERVE.metrics())
  return new Response(text, { headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' } })
})
