import type { Lease } from '@bulkhead/contracts/admission/lease'
import type { RequestContext } from '@bulkhead/contracts/context'
import { errorOf, refuse, type Outcome, type Refusal } from '@bulkhead/contracts/outcome'
import type { Admission, Bound, Unread } from '@bulkhead/contracts/rate-limit'
import type { Verified } from '@bulkhead/contracts/record/record-keeper'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { rightsErrorOf } from '@bulkhead/identity/rights'
import type { Scope } from '@bulkhead/tenant-schema/tenant-config'

import type { Caller } from '../identity/caller.ts'
import { failedIdentification, isFailedIdentification } from '../identity/failed-identification.ts'
import { bindTenant, recognise } from '../identity/recognise.ts'
import { MAX_REMEMBERED_REFUSALS, MAX_REMEMBERED_TENANTS, MAX_STALE_ANSWERS } from '../limits.ts'
import type { Exchange } from '../request/exchange.ts'
import { KnownTenants } from '../tenants/known-tenants.ts'
import { seenBy, type Tenant } from '../tenants/tenant.ts'
import { admitLeased } from './admit-leased.ts'
import { admitDegraded, verify } from './degraded.ts'
import { askHome, giveBack, reservedBy, type AnyAdmission } from './home.ts'
import { leases } from './leases.ts'
import { limitHeaders } from './limit-headers.ts'
import { RefusalMemory } from './refusal-memory.ts'

const refusals = new RefusalMemory(MAX_REMEMBERED_REFUSALS)
const tenants = new KnownTenants(MAX_REMEMBERED_TENANTS)

/** Refusals by a limit. */
const LIMITED: ReadonlySet<string> = new Set(['rate_limited', 'budget_in_flight', 'budget_exceeded'])

/** What nothing is reserved for: the config alone is asked for. */
const NOTHING: Bound = { promptTokens: 0, completionTokens: 0, models: [] }

export interface AdmissionAsk {
  readonly caller: Caller
  readonly scopes: readonly Scope[]
  /** The most that the request may use; left out on routes that cost no tokens. */
  readonly bound?: (tenant: Tenant) => Bound
}

/** A caller whose key is proven, and its tenant as the key sees it. */
export interface Admitted {
  readonly tenant: Tenant
  /** Left out when the home object could not be asked. */
  readonly admission?: AnyAdmission
}

/** The config as it was last known. It is no proof that the caller may use it. */
export function knownTenant({ tenantId }: Caller): Tenant | undefined {
  return tenants.recall(tenantId)
}

/** Throws a refusal that still applies, before the body is read and without a call. */
export function refuseRemembered(exchange: Exchange, ask: AdmissionAsk): void {
  const refusal = refusals.recall(memoryKey(ask), Date.now())
  if (refusal === undefined) return
  exchange.refusedBy = 'memory'
  throw refused(exchange, ask.caller, refusal)
}

/**
 * The config of a tenant that this isolate does not know yet, once its home object has proven the caller.
 * Consumes nothing.
 */
export async function readTenant(
  exchange: Exchange,
  ctx: RequestContext,
  { caller, scopes }: AdmissionAsk,
): Promise<Tenant> {
  const outcome = await timed(exchange, () =>
    askHome(exchange, ctx, { credentials: caller.credentials, scopes, bound: NOTHING }),
  )
  if (!outcome.ok) throw await refusalOf(exchange, caller, outcome)
  const { config, epoch } = outcome.value
  if (config === undefined) throw new BulkheadError('admission_unavailable')
  return tenants.learn(config, epoch)
}

/**
 * Decides who calls, whether and how much, in one step of the tenant's home object. When that cannot be
 * asked, routes that cost tokens are closed (503) and the others go on degraded: never unidentified and never
 * unlimited.
 *
 * @throws BulkheadError `api_key_invalid` `api_key_expired` `tenant_mismatch` `tenant_suspended`
 * `scope_insufficient` `model_not_found` `rate_limited` `budget_exceeded` `budget_in_flight`
 * `admission_unavailable` `service_unavailable`
 */
export async function admit(exchange: Exchange, ctx: RequestContext, ask: AdmissionAsk): Promise<Admitted> {
  const { caller, bound } = ask
  const leased =
    fromLease(exchange, ctx, ask) ?? (mayWait(ctx, ask) ? await fromNext(exchange, ctx, ask) : undefined)
  if (leased !== undefined) return leased
  const outcome = await timed(exchange, () => decide(exchange, ctx, ask))
  if (outcome.ok) return accepted(exchange, ctx, ask, outcome.value)
  // What the limit lacks may be in a lease that came meanwhile.
  const late = LIMITED.has(outcome.code) ? fromLease(exchange, ctx, ask) : undefined
  if (late !== undefined) return late
  if (outcome.code === 'admission_unavailable' && bound === undefined) {
    const { config, epoch, key } = await verified(exchange, ctx, ask)
    const tenant = tenants.learn(config, epoch)
    await admitDegraded(exchange, tenant)
    return { tenant: seenBy(tenant, key.models) ?? tenant }
  }
  if (outcome.code === 'rate_limited') {
    exchange.refusedBy = 'rate-limit'
    refusals.remember(memoryKey(ask), outcome, Date.now())
  }
  throw await refusalOf(exchange, caller, outcome)
}

/** As {@link admit}, without a call. */
function fromLease(exchange: Exchange, ctx: RequestContext, ask: AdmissionAsk): Admitted | undefined {
  const startMs = Date.now()
  const given = admitLeased(exchange, ctx, ask, tenants.recall(ask.caller.tenantId))
  if (given === undefined) return undefined
  exchange.admission ??= { startMs, endMs: startMs }
  return accepted(exchange, ctx, ask, given)
}

/** Whether a lease that is being asked for may well hold the request. */
function mayWait({ idempotencyKey }: RequestContext, { caller, bound }: AdmissionAsk): boolean {
  const known = tenants.recall(caller.tenantId)
  if (known === undefined || idempotencyKey !== undefined) return false
  const { promptTokens, completionTokens } = bound?.(known) ?? NOTHING
  return leases.isComing(caller, promptTokens + completionTokens, Date.now())
}

/** As {@link admit}, out of the lease that another request of the caller is asking for. */
async function fromNext(
  exchange: Exchange,
  ctx: RequestContext,
  ask: AdmissionAsk,
): Promise<Admitted | undefined> {
  await timed(exchange, () => leases.next(ask.caller, ctx.deadline))
  return fromLease(exchange, ctx, ask)
}

/** Asks until the home object and this isolate agree on the config. */
async function decide(
  exchange: Exchange,
  ctx: RequestContext,
  ask: AdmissionAsk,
): Promise<Outcome<Admission>> {
  for (let answer = 0; answer < MAX_STALE_ANSWERS; answer += 1) {
    const outcome = await askOnce(exchange, ctx, ask)
    if (!outcome.ok) return outcome
    const { config, epoch } = outcome.value
    if (config !== undefined) tenants.learn(config, epoch)
    if (!isUnread(outcome.value)) return { ok: true, value: outcome.value }
  }
  return { ok: false, code: 'admission_unavailable', retryAfterMs: 1_000 }
}

/** By the config that this isolate knows. Comes with a lease for the requests after it, if there is one to be had. */
async function askOnce(
  exchange: Exchange,
  ctx: RequestContext,
  { caller, scopes, bound }: AdmissionAsk,
): Promise<Outcome<Admission | Unread>> {
  const known = tenants.recall(caller.tenantId)
  const most = bound === undefined ? undefined : known === undefined ? NOTHING : bound(known)
  const sentMs = Date.now()
  const wantsLease = known !== undefined && ctx.idempotencyKey === undefined && leases.mayAsk(caller, sentMs)
  const outcome = await askHome(exchange, ctx, {
    credentials: caller.credentials,
    scopes,
    ...(most === undefined ? {} : { bound: most }),
    ...(known === undefined ? {} : { knownEpoch: known.epoch }),
    ...(wantsLease ? { wantsLease } : {}),
  })
  if (wantsLease) leases.answered(exchange, caller, leaseOf(outcome), sentMs)
  return outcome
}

function leaseOf(outcome: Outcome<Admission | Unread>): Lease | undefined {
  return outcome.ok && !isUnread(outcome.value) ? outcome.value.lease : undefined
}

function isUnread(answer: Admission | Unread): answer is Unread {
  return answer.stale === true
}

function accepted(
  exchange: Exchange,
  ctx: RequestContext,
  { caller, bound }: AdmissionAsk,
  admission: AnyAdmission,
): Admitted {
  const tenant = tenants.recall(caller.tenantId)
  if (tenant === undefined) throw new BulkheadError('admission_unavailable')
  identified(exchange, caller, tenant.config.cors.origins)
  Object.assign(exchange.responseHeaders, limitHeaders(admission.limits))
  const seen = seenBy(tenant, admission.key.models)
  if (seen !== undefined || bound === undefined) return { tenant: seen ?? tenant, admission }
  giveBack(exchange, { ...ctx, ...reservedBy(admission) })
  throw new BulkheadError('model_not_found', { param: 'model' })
}

/** Who the Registry says it is, when the home object cannot say. */
async function verified(exchange: Exchange, ctx: RequestContext, ask: AdmissionAsk): Promise<Verified> {
  const { caller, scopes } = ask
  const outcome = await verify(exchange, ctx, caller)
  if (!outcome.ok) throw await refusalOf(exchange, caller, outcome)
  const { config, key } = outcome.value
  const error = rightsErrorOf(config, key, { credentials: caller.credentials, scopes })
  if (error !== undefined) {
    throw await refusalOf(exchange, caller, { ...refuse(error), origins: config.cors.origins })
  }
  identified(exchange, caller, config.cors.origins)
  return outcome.value
}

function identified(exchange: Exchange, caller: Caller, origins: readonly string[]): void {
  recognise(exchange, caller, origins)
  bindTenant(exchange, caller.tenantId)
  exchange.keyId = caller.credentials.keyId
}

/** The refusal as an error; one that follows from who calls is counted. */
async function refusalOf(exchange: Exchange, caller: Caller, refusal: Refusal): Promise<BulkheadError> {
  const error = refused(exchange, caller, refusal)
  return isFailedIdentification(refusal.code) ? failedIdentification(exchange, error) : error
}

function refused(exchange: Exchange, caller: Caller, refusal: Refusal): BulkheadError {
  const { origins, limits, code } = refusal
  if (origins !== undefined) {
    if (isFailedIdentification(code)) recognise(exchange, caller, origins)
    else identified(exchange, caller, origins)
  }
  if (limits !== undefined) Object.assign(exchange.responseHeaders, limitHeaders(limits))
  return errorOf(refusal)
}

async function timed<T>(exchange: Exchange, run: () => Promise<T>): Promise<T> {
  const startMs = exchange.admission?.startMs ?? Date.now()
  const result = await run()
  exchange.admission = { startMs, endMs: Date.now() }
  return result
}

/**
 * The refusal of one secret of a key, on routes of the same scopes, under the same names: what is remembered
 * answers for nobody else.
 */
function memoryKey({ caller: { tenantId, credentials }, scopes }: AdmissionAsk): string {
  const { sha256, named } = credentials
  return JSON.stringify([tenantId, sha256, named, scopes])
}
