import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import * as z from 'zod/mini'

import { jsonBody } from '../json-body.ts'
import { adminRoute } from '../route.ts'

const Fault = z.strictObject({
  target: z.enum(['ai', 'vectorize']),
  mode: z.enum(['error', 'timeout', 'slow', 'quota', 'malformed', 'cut']),
  count: z.optional(z.int().check(z.gte(1))),
  status: z.optional(z.int().check(z.gte(400), z.lte(599))),
})
type Fault = z.infer<typeof Fault>

const FaultRequest = z.union([Fault, z.strictObject({ clear: z.literal(true) })])
const readFault = jsonBody(FaultRequest)

/** The fault switch of the local stand-ins. */
export interface FaultService {
  set(fault: Fault): Promise<void>
  clear(): Promise<void>
}

/** Breaks the local stand-ins on purpose. Only the local gateway has this route. */
export const localFaults = adminRoute('POST', '/local/faults', async (exchange) => {
  const { LOCAL_CLOUD } = exchange.env
  if (LOCAL_CLOUD === undefined) throw new BulkheadError('not_found')
  const { input } = await readFault(exchange)
  if ('clear' in input) await LOCAL_CLOUD.clear()
  else await LOCAL_CLOUD.set(input)
  return new Response(null, { status: 204 })
})
