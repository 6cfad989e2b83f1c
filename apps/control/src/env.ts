import type { ChatService } from '@bulkhead/contracts/chat'
import type { ObserveService } from '@bulkhead/contracts/observe'
import type { RagService } from '@bulkhead/contracts/rag'
import type { RateLimitService } from '@bulkhead/contracts/rate-limit'
import type { LogSettings } from '@bulkhead/logging/log'

import type { RegistryStub } from './registry-protocol.ts'

/** What `wrangler types` cannot know: contracts, secrets, and variables that only some environments set. */
export interface ControlEnv extends LogSettings {
  readonly ENVIRONMENT: string
  /** Where the deployment's objects and buckets stay; empty: anywhere. */
  readonly JURISDICTION?: string
  readonly RATE_LIMIT: RateLimitService
  readonly CHAT: ChatService
  readonly RAG: RagService
  readonly OBSERVE: ObserveService
  readonly REGISTRIES: { readonly getByName: (name: string) => RegistryStub }
  readonly FLAGS: KVNamespace
  /** Nightly backups. */
  readonly AUDIT: R2Bucket
  readonly FAILED_IDENTIFICATION: RateLimit
  /** The console's files. */
  readonly ASSETS: Fetcher
  /** The origin of the public API, where clients of `/mcp` may sign in by OAuth; empty: they may not. */
  readonly OAUTH_ISSUER?: string
  /** Grants, tokens and clients of it; written by the library alone. */
  readonly OAUTH_KV?: KVNamespace
  /** Where the public API is, for the console; left out: on this very origin. */
  readonly API_ORIGIN?: string
  /** Bootstrap and break-glass; without one only operators get in. */
  readonly ADMIN_TOKEN?: string
  /** Check digits of API keys; the gateway's own. */
  readonly KEY_CHECK_SECRET?: string
  /** Webhook secrets are derived from it and kept replies sealed with it. */
  readonly CONTROL_SECRET?: string
  /** Development keys, as JSON; read only where `ENVIRONMENT` is `local`. */
  readonly LOCAL_KEYS?: string
  /** The Access application that guards the console; without it Access signs nobody in. */
  readonly ACCESS_AUD?: string
}
