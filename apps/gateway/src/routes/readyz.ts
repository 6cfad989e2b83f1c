import { within } from '@bulkhead/calls/deadline'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import * as z from 'zod/mini'

import { mayLearnMore } from '../identity/operator.ts'
import { READY_CACHE_MS, READY_TIMEOUT_MS } from '../limits.ts'
import type { Exchange } from '../request/exchange.ts'
import { openRoute } from '../route.ts'

let last: { readonly atMs: number; readonly down: readonly string[] } | undefined

/** Ready when every binding answers. */
export const readyz = openRoute(
  '/readyz',
  {
    summary: 'Does every Worker behind the gateway answer?',
    description: 'Cached for 5 s. Only the admin token learns which one does not.',
    response: z.object({ status: z.literal('ready') }),
    errors: ['service_unavailable', 'rate_limited'],
  },
  async (exchange) => {
    const nowMs = Date.now()
    const isOperator = await mayLearnMore(exchange)
    if (last === undefined || nowMs - last.atMs > READY_CACHE_MS || nowMs < last.atMs) {
      last = { atMs: nowMs, down: await unansweredBindings(exchange) }
    }
    if (last.down.length === 0) return Response.json({ status: 'ready' })
    throw new BulkheadError('service_unavailable', {
      retryAfterMs: READY_CACHE_MS,
      ...(isOperator ? { details: { unavailable: last.down } } : {}),
    })
  },
)

async function unansweredBindings({ env, log }: Exchange): Promise<string[]> {
  const pings = { 'rate-limit': env.RATE_LIMIT, chat: env.CHAT, rag: env.RAG, control: env.CONTROL }
  const checked = await Promise.all(
    Object.entries(pings).map(async ([target, service]) => {
      try {
        await within(READY_TIMEOUT_MS, service.ping())
        return undefined
      } catch (thrown) {
        log.error('binding does not answer', { target }, { thrown })
        return target
      }
    }),
  )
  return checked.filter((target) => target !== undefined)
}
