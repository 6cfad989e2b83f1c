import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

import { allowOrigin } from '../reply/cors.ts'
import type { Exchange } from '../request/exchange.ts'
import type { Caller } from './caller.ts'
import { isConsole } from './known-origin.ts'

/**
 * The key is proven: from here on the log says whose it is, and its tenant says which origins may read the
 * response, be it a refusal.
 */
export function recognise(exchange: Exchange, caller: Caller, origins: readonly string[]): void {
  const { tenantId, credentials } = caller
  exchange.isRecognised = true
  const isAllowed = (origin: string) => origins.includes(origin) || isConsole(exchange.env, origin)
  allowOrigin(exchange.responseHeaders, exchange.request.headers.get('origin'), isAllowed)
  exchange.log = exchange.log.with({ tenantId, keyId: credentials.keyId })
}

/** From here on every line of the request carries its tenant. */
export function bindTenant(exchange: Exchange, tenantId: TenantId): void {
  exchange.tenantId = tenantId
  exchange.log = exchange.log.with({ tenantId, route: exchange.route })
}
