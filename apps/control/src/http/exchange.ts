import type { RequestIds } from '@bulkhead/http/trace-context'
import type { Log } from '@bulkhead/logging/log'

import type { ControlEnv } from '../env.ts'
import type { AccessContext } from '../sessions/access-identity.ts'

/** One request of the admin API. */
export interface Exchange extends RequestIds {
  readonly request: Request
  readonly url: URL
  readonly env: ControlEnv
  /** Where Cloudflare Access guards the hostname. */
  readonly access: AccessContext | undefined
  readonly startMs: number
  readonly params: Readonly<Record<string, string>>
  log: Log
  route: string
  errorCode: string | undefined
  /** Whoever signed in; logged with the request. */
  actorId: string | undefined
}
