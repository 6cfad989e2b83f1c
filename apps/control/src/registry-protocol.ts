import type { Change } from '@bulkhead/contracts/http/admin/changes'
import type { Overview } from '@bulkhead/contracts/http/admin/figures'
import type { Role } from '@bulkhead/contracts/http/admin/operators'
import type { Outcome } from '@bulkhead/contracts/outcome'
import type { RecordKeeper } from '@bulkhead/contracts/record/record-keeper'
import type { TokenUse } from '@bulkhead/spending/price'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

import type { PortalHolder } from './tables/session-table.ts'

/** Besides operators: a tenant's own key, which manages keys, and a person of a tenant's in its portal. */
export type ActorRole = Role | 'tenant' | 'portal'

/** Who asks: the holder of the admin token, an operator, a tenant's key or person, or the Registry itself. */
export interface Actor {
  readonly type: 'bootstrap' | 'operator' | 'portal' | 'key' | 'system'
  readonly id: string
  readonly name: string
  readonly role: ActorRole
  readonly expiresMs?: number | undefined
  /** What a portal session is good for; of nobody else. */
  readonly portal?: PortalHolder
}

/**
 * How the caller signed in. The Worker compares the admin token itself and trusts Cloudflare Access with an
 * identity; tokens, sessions and codes are looked up by digest; a tenant's key was proven when its request was
 * admitted.
 */
export type SignIn =
  | { readonly type: 'bootstrap' }
  | { readonly type: 'operator' | 'session' | 'code'; readonly sha256: string }
  | { readonly type: 'identity'; readonly email: string }
  | { readonly type: 'key'; readonly tenantId: TenantId; readonly keyId: string }

/** What the request says besides path, query and body. */
export interface Conditions {
  readonly ifMatch?: string | undefined
  readonly ifNoneMatch?: string | undefined
  readonly dryRun?: boolean | undefined
}

/** A request of the admin API as it crosses to the Registry: read, but not judged. */
export interface AdminCall {
  /** Method and path template, as in the table of routes. */
  readonly route: string
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
  /** Parsed JSON; what is in it is checked by the route's schema. */
  readonly body: unknown
  /** The body as it was sent: what a repeat under the same Idempotency-Key must repeat. */
  readonly text: string
  readonly signIn: SignIn
  readonly conditions: Conditions
  readonly idempotencyKey: string | undefined
  readonly requestId: string
  readonly traceparent: string
  readonly ip: string
  readonly userAgent: string | undefined
  /** Why, as the header `x-audit-reason` says. */
  readonly reason: string | undefined
  /** Of the request, for links. */
  readonly origin: string
}

/** What the Registry answers; the Worker makes a response of it. */
export interface AdminReply {
  readonly status: number
  readonly body: object | null
  readonly headers: Readonly<Record<string, string>>
  readonly actorId: string
}

/** Who asks, and the tenant of the path. */
export interface Authorised {
  readonly actor: Actor
  readonly tenantId: TenantId | undefined
}

/** What a route that asked other Workers has done. */
export interface Noted {
  readonly action: string
  readonly changes: readonly Change[]
}

/** What one attempt at a model took. */
export interface AttemptUse {
  readonly model: string
  readonly atMs: number
  readonly tokens: TokenUse
}

/** Whose usage is wanted: one tenant's, or that of so many at most. */
export interface UsageTenantsAsk {
  readonly tenant?: string | undefined
  readonly top: number
  /** What was reported before says nothing of the time that is asked for. */
  readonly sinceMs: number
}

export interface UsageTenants {
  readonly ids: readonly TenantId[]
  /** How many there are to ask. */
  readonly known: number
}

/** The Registry as its callers see it. */
export interface RegistryStub extends Omit<RecordKeeper, 'ping'> {
  /** Does what a route of the admin API says, in one transaction, and has the home objects learn of it. */
  perform(call: AdminCall): Promise<Outcome<AdminReply>>
  /** Signs the caller in and looks up the tenant of the path, for a route that asks other Workers. */
  authorise(call: AdminCall): Promise<Outcome<Authorised>>
  /** Writes down what such a route has done. */
  note(call: AdminCall, noted: Noted): Promise<Outcome<null>>
  /** What it knows of the whole deployment. */
  overview(): Promise<Outcome<Omit<Overview, 'traffic'>>>
  /** Tenants by id, for exports that go through all of them. */
  tenantIds(after: string, count: number): Promise<Outcome<readonly TenantId[]>>
  /** Whom to ask for usage, and how many more there are. */
  usageTenants(ask: UsageTenantsAsk): Promise<Outcome<UsageTenants>>
  /** What attempts at models have cost, at the prices of their time. */
  attemptsCost(uses: readonly AttemptUse[]): Promise<Outcome<string | null>>
}
