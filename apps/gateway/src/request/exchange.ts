import type { RequestIds } from '@bulkhead/http/trace-context'
import type { Log } from '@bulkhead/logging/log'

import type { GatewayEnv } from '../env.ts'
import type { Access } from '../tenants/access.ts'

/**
 * One request on its way through the gateway. What is learnt on the way is filled in for the log line and the
 * headers.
 */
export interface Exchange extends RequestIds {
  readonly request: Request
  readonly url: URL
  readonly env: GatewayEnv
  readonly access: Access
  readonly ctx: ExecutionContext
  /** Bound to the request, and to its tenant once that is known. */
  log: Log
  readonly startMs: number
  /** The route's template; `unmatched` until a route was found. */
  route: string
  params: Readonly<Record<string, string>>
  /** The key that the caller's access token stands for, where one was sent. */
  grantedKey: string | undefined
  tenantId: string | undefined
  keyId: string | undefined
  /** The caller's key is proven, so that its tenant's origins may read the response. */
  isRecognised: boolean
  errorCode: string | undefined
  /** When admission started and ended. */
  admission: { readonly startMs: number; readonly endMs: number } | undefined
  /** What refused the request for its rate: a remembered refusal, or rate-limit itself. */
  refusedBy: 'memory' | 'rate-limit' | undefined
  /** What callees say went well: parts of the request's line. */
  readonly told: string[]
  /** Added to every response, errors included; names in lower case. */
  readonly responseHeaders: Record<string, string>
}

export function clientIpOf(request: Request): string {
  return request.headers.get('cf-connecting-ip') ?? 'unknown'
}
