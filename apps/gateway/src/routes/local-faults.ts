import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { Clear, Fault, type FaultTarget } from '@bulkhead/faults/fault'
import { faults } from '@bulkhead/faults/fault-switch'
import type { FaultService } from '@bulkhead/faults/local-faults'
import * as z from 'zod/mini'

import type { GatewayEnv } from '../env.ts'
import { jsonBody } from '../request/json-body.ts'
import { parseWith } from '../request/read-body.ts'
import { adminRoute } from '../route.ts'

const readObject = jsonBody(z.looseObject({}))

/** Breaks parts of the local system on purpose. Only the local gateway has this route. */
export const localFaults = adminRoute('POST', '/local/faults', async (exchange) => {
  const { input } = await readObject(exchange)
  // Each Worker knows which of its calls a target means; for the others it means nothing.
  const services = [faults, ...servicesOf(exchange.env)]
  if ('clear' in input) await clear(services, parseWith(Clear, input).clear)
  else await set(services, parseWith(Fault, input))
  return new Response(null, { status: 204 })
})

type Switch = FaultService | typeof faults

async function clear(services: readonly Switch[], target: true | FaultTarget): Promise<void> {
  for (const service of services) await (target === true ? service.clear() : service.clear(target))
}

async function set(services: readonly Switch[], fault: Fault): Promise<void> {
  for (const service of services) await service.set(fault)
}

function servicesOf(env: GatewayEnv): FaultService[] {
  const { LOCAL_CLOUD, RATE_LIMIT_FAULTS, CHAT_FAULTS, RAG_FAULTS, OBSERVE_FAULTS } = env
  return [LOCAL_CLOUD, RATE_LIMIT_FAULTS, CHAT_FAULTS, RAG_FAULTS, OBSERVE_FAULTS].map((service) => {
    if (service === undefined) throw new BulkheadError('not_found')
    return service
  })
}
