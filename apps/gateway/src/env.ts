import type { ChatService } from '@bulkhead/contracts/chat'
import type { ObserveService } from '@bulkhead/contracts/observe'
import type { RagService } from '@bulkhead/contracts/rag'
import type { RateLimitService } from '@bulkhead/contracts/rate-limit'
import type { ControlService } from '@bulkhead/contracts/record/control'
import type { FaultService } from '@bulkhead/faults/local-faults'

/**
 * What `wrangler types` generated, with each service binding narrowed to its contract, and what is set from
 * outside the config.
 */
export interface GatewayEnv extends Omit<
  Cloudflare.Env,
  | 'RATE_LIMIT'
  | 'CHAT'
  | 'RAG'
  | 'OBSERVE'
  | 'CONTROL'
  | 'LOCAL_CLOUD'
  | `${string}_FAULTS`
  | 'ENVIRONMENT'
  | 'PLATFORM_HOSTNAMES'
  | 'SERVE_ADMIN'
  | 'OAUTH_ISSUER'
  | 'ADMIN_TOKEN'
  | 'KEY_CHECK_SECRET'
> {
  readonly ENVIRONMENT: string
  readonly PLATFORM_HOSTNAMES: string
  /** `true`: this hostname serves the admin API and the console too. In production control has one of its own. */
  readonly SERVE_ADMIN: string
  /** The origin where clients of `/mcp` may sign in by OAuth; empty: they may not. */
  readonly OAUTH_ISSUER?: string
  readonly RATE_LIMIT: RateLimitService
  readonly CHAT: ChatService
  readonly RAG: RagService
  readonly OBSERVE: ObserveService
  readonly CONTROL: ControlService
  /** What the check digits of keys are made with, and, while that is being changed, what they were made with before. */
  readonly KEY_CHECK_SECRET?: string
  readonly KEY_CHECK_SECRET_PREVIOUS?: string
  /** Bound in the local environment only. */
  readonly LOCAL_CLOUD?: FaultService
  /** The fault switch of every other Worker, in the local environment only. */
  readonly [name: `${string}_FAULTS`]: FaultService | undefined
  /** Development keys, as JSON; read only when `ENVIRONMENT` is `local`. */
  readonly LOCAL_KEYS?: string
  /** Where the console is, if not on this hostname: its pages speak this API with keys of any tenant. */
  readonly CONSOLE_ORIGIN?: string
  /** The secret of production's admin routes. */
  readonly ADMIN_TOKEN?: string
  readonly LOG_LEVEL?: string
}
