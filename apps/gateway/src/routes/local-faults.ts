import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { Fault } from '@bulkhead/faults/fault'
import { faults } from '@bulkhead/faults/fault-switch'
import type { FaultService } from '@bulkhead/faults/local-faults'
import * as z from 'zod/mini'

import type { GatewayEnv } from '../env.ts'
import { jsonBody } from '../json-body.ts'
import { parseWith } from '../read-body.ts'
import { adminRoute } from '../route.ts'

const readObject = jsonBody(z.looseObject({ clear: z.optional(z.literal(true)) }))

/** Breaks parts of the local system on purpose. Only the local gateway has this route. */
export const localFaults = adminRoute('POST', '/local/faults', async (exchange) => {
  const { input } = await readObject(exchange)
  const fault = input.clear ? undefined : parseWith(Fault, input)
  // Each Worker knows which of its calls a target means; for the others it means nothing.
  if (fault === undefined) faults.clear()
  else faults.set(fault)
  const told = servicesOf(exchange.env).map((service) =>
    fault === undefined ? service.clear() : service.set(fault),
  )
  await Promise.all(told)
  return new Response(null, { status: 204 })
})

function servicesOf(env: GatewayEnv): FaultService[] {
  const { LOCAL_CLOUD, RATE_LIMIT_FAULTS, CHAT_FAULTS, RAG_FAULTS, OBSERVE_FAULTS } = env
  return [LOCAL_CLOUD, RATE_LIMIT_FAULTS, CHAT_FAULTS, RAG_FAULTS, OBSERVE_FAULTS].map((service) => {
    if (service === undefined) throw new BulkheadError('not_found')
    return service
  })
}
