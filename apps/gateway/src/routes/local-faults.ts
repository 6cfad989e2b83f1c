import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { Clear, Fault, type FaultTarget } from '@bulkhead/faults/fault'
import { faults } from '@bulkhead/faults/fault-switch'
import type { FaultService } from '@bulkhead/faults/local-faults'
import { parseWith } from '@bulkhead/http/read-body'
import * as z from 'zod/mini'

import type { GatewayEnv } from '../env.ts'
import { jsonBody, type Reader } from '../request/reader.ts'
import { adminRoute } from '../route.ts'

const anyObject = jsonBody(z.looseObject({}))

/** Which of the two it is decides whose problems are reported. */
const faultOrClear: Reader<Clear | Fault, Clear | Fault> = {
  accepts: { body: z.union([Clear, Fault]) },
  read: async (exchange) => {
    const { input, text } = await anyObject.read(exchange)
    return { input: 'clear' in input ? parseWith(Clear, input) : parseWith(Fault, input), text }
  },
}

/** Breaks parts of the local system on purpose. Only the local gateway has this route. */
export const localFaults = adminRoute({
  method: 'POST',
  path: '/local/faults',
  operation: { summary: 'Set or clear a fault', status: 204 },
  probes: () => [{ body: { clear: true as const } }],
  reads: faultOrClear,
  handle: async (exchange, read) => {
    const { input } = await read()
    // Each Worker knows which of its calls a target means; for the others it means nothing.
    const services = [faults, ...servicesOf(exchange.env)]
    if ('clear' in input) await clear(services, input.clear)
    else await set(services, input)
    return new Response(null, { status: 204 })
  },
})

type Switch = FaultService | typeof faults

async function clear(services: readonly Switch[], target: true | FaultTarget): Promise<void> {
  for (const service of services) await (target === true ? service.clear() : service.clear(target))
}

async function set(services: readonly Switch[], fault: Fault): Promise<void> {
  for (const service of services) await service.set(fault)
}

/** The local Cloudflare, and every Worker that the gateway's config binds for its faults. */
function servicesOf(env: GatewayEnv): FaultService[] {
  if (env.LOCAL_CLOUD === undefined) throw new BulkheadError('not_found')
  const switches = Object.keys(env)
    .filter(isFaults)
    .map((name) => env[name])
  return [env.LOCAL_CLOUD, ...switches.filter((service) => service !== undefined)]
}

function isFaults(name: string): name is `${string}_FAULTS` {
  return name.endsWith('_FAULTS')
}
