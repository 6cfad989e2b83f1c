import { Catalogue } from '@bulkhead/ai/catalogue'
import { accept, refuse, type Outcome } from '@bulkhead/contracts/outcome'
import type { BudgetEvent } from '@bulkhead/contracts/record/budget-event'
import type { HintAsk, RecordKeeper, Verified } from '@bulkhead/contracts/record/record-keeper'
import type { Standing } from '@bulkhead/contracts/record/standing'
import type { TenantRecord } from '@bulkhead/contracts/record/tenant-record'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { Log } from '@bulkhead/logging/log'
import { parseTenantId, type TenantId } from '@bulkhead/tenant-schema/tenant-id'
import { boundary } from '@bulkhead/worker/boundary'
import { migrate } from '@bulkhead/worker/migrate'
// oxlint-disable-next-line no-restricted-imports -- of the deployment: it belongs to no tenant
import { DurableObject } from 'cloudflare:workers'

import models from '../../.generated/models.json'
import { NightlyBackup } from '../backup/nightly-backup.ts'
import { openTables, type Tables } from '../desk/tables.ts'
import type { World } from '../desk/world.ts'
import type { ControlEnv } from '../env.ts'
import { attemptsCost } from '../figures/attempts-cost.ts'
import { overviewOf } from '../figures/overview.ts'
import { takeDocuments } from '../figures/take-documents.ts'
import { takeStanding } from '../figures/take-standing.ts'
import { usageTenants } from '../figures/usage-tenants.ts'
import { hint } from '../lookup/hint.ts'
import { productionTenants } from '../lookup/production-tenants.ts'
import { verify } from '../lookup/verify.ts'
import { eraseData } from '../propagation/erase-data.ts'
import { Pusher } from '../propagation/pusher.ts'
import { recordOf } from '../propagation/record-of.ts'
import type { AdminCall, AdminReply, AttemptUse, Authorised } from '../registry-protocol.ts'
import type { Noted, RegistryStub, UsageTenantsAsk } from '../registry-protocol.ts'
import { tellThresholds } from '../webhooks/tell-thresholds.ts'
import { AlarmWork } from './alarm-work.ts'
import { MIGRATIONS } from './migrations.ts'
import { Performer } from './perform.ts'

const SOURCE = 'control/registry'
const catalogue = new Catalogue(models)

/**
 * The record of the deployment: tenants, keys, plans, prices, operators, audit, webhooks. Its name carries a
 * shard's number; there is one.
 */
export class Registry extends DurableObject<ControlEnv> implements RegistryStub {
  readonly #log: Log
  readonly #tables: Tables
  readonly #world: World
  readonly #performer: Performer
  readonly #alarms: AlarmWork

  constructor(ctx: DurableObjectState, env: ControlEnv) {
    super(ctx, env)
    this.#log = new Log(SOURCE, env)
    migrate(ctx.storage, MIGRATIONS, this.#log)
    const tables = openTables(ctx.storage.sql)
    const world: World = {
      environment: env.ENVIRONMENT,
      models: catalogue.all(),
      keyCheckSecret: env.KEY_CHECK_SECRET,
      controlSecret: env.CONTROL_SECRET,
      adminToken: env.ADMIN_TOKEN === '' ? undefined : env.ADMIN_TOKEN,
      apiOrigin: env.API_ORIGIN === '' ? undefined : env.API_ORIGIN,
      jurisdiction: env.JURISDICTION ?? '',
    }
    const log = this.#log
    const pusher = new Pusher({
      tables,
      world,
      log,
      rateLimit: env.RATE_LIMIT,
      eraseData: (tenantId) => eraseData(env, tenantId),
    })
    this.#tables = tables
    this.#world = world
    const { storage } = ctx
    const backup = new NightlyBackup({ storage, bucket: env.AUDIT, log })
    this.#alarms = new AlarmWork({ tables, world, log, pusher, storage, backup })
    this.#performer = new Performer({ tables, world, pusher, storage: ctx.storage, alarms: this.#alarms })
  }

  perform(call: AdminCall): Promise<Outcome<AdminReply>> {
    return this.#answer('perform', call.requestId, () => this.#performer.perform(call))
  }

  authorise(call: AdminCall): Promise<Outcome<Authorised>> {
    return this.#answer('authorise', call.requestId, async () => this.#performer.authorise(call))
  }

  note(call: AdminCall, noted: Noted): Promise<Outcome<null>> {
    return this.#answer('note', call.requestId, async () => {
      this.#performer.note(call, noted)
      return null
    })
  }

  tenantIds(after: string, count: number): Promise<Outcome<readonly TenantId[]>> {
    return this.#answer('tenantIds', undefined, async () => this.#tables.tenants.idsAfter(after, count))
  }

  usageTenants(ask: UsageTenantsAsk): ReturnType<RegistryStub['usageTenants']> {
    return this.#answer('usageTenants', undefined, async () => usageTenants(this.#tables, ask))
  }

  attemptsCost(uses: readonly AttemptUse[]): Promise<Outcome<string | null>> {
    return this.#answer('attemptsCost', undefined, async () => {
      return attemptsCost(uses, this.#tables.prices.all(), this.#world.models)
    })
  }

  overview(): ReturnType<RegistryStub['overview']> {
    return this.#answer('overview', undefined, async () => overviewOf(this.#tables, Date.now()))
  }

  record(tenantId: TenantId): Promise<Outcome<TenantRecord>> {
    return this.#answer('record', undefined, async () => {
      const row = this.#tables.tenants.find(parseTenantId(tenantId))
      if (row === undefined) throw new BulkheadError('tenant_not_found')
      return recordOf(this.#tables, this.#world, row)
    })
  }

  verify(ask: Parameters<RecordKeeper['verify']>[0]): Promise<Outcome<Verified>> {
    return this.#decide('verify', () => verify(this.#tables, ask, Date.now()))
  }

  hint(ask: HintAsk): ReturnType<RecordKeeper['hint']> {
    return this.#answer('hint', undefined, async () => hint(this.#tables, ask))
  }

  productionTenants(cursor?: string): ReturnType<RecordKeeper['productionTenants']> {
    return this.#answer('productionTenants', undefined, async () => productionTenants(this.#tables, cursor))
  }

  thresholds(events: readonly BudgetEvent[]): Promise<Outcome<null>> {
    return this.#answer('thresholds', undefined, async () => {
      this.ctx.storage.transactionSync(() => tellThresholds(this.#tables, events, Date.now()))
      await this.#alarms.schedule()
      return null
    })
  }

  lastUsed(
    tenantId: TenantId,
    uses: readonly { readonly keyId: string; readonly atMs: number }[],
    standing?: Standing,
  ): Promise<Outcome<null>> {
    return this.#answer('lastUsed', undefined, async () => {
      const id = parseTenantId(tenantId)
      this.ctx.storage.transactionSync(() => {
        for (const { keyId, atMs } of uses) this.#tables.keys.markUsed(id, keyId, atMs)
        if (standing !== undefined) takeStanding(this.#tables, id, standing)
      })
      return null
    })
  }

  documents(...[tenantId, report]: Parameters<RecordKeeper['documents']>): Promise<Outcome<null>> {
    return this.#answer('documents', undefined, async () => {
      this.ctx.storage.transactionSync(() => takeDocuments(this.#tables, parseTenantId(tenantId), report))
      await this.#alarms.schedule()
      return null
    })
  }

  /** Pushes, deliveries and what ends by the clock. Safe to run twice. */
  override async alarm(): Promise<void> {
    await this.#alarms.run()
  }

  #answer<T>(method: string, requestId: string | undefined, run: () => Promise<T>): Promise<Outcome<T>> {
    return this.#decide(method, async () => accept(await run()), requestId)
  }

  /** Refusals are returned: whatever is thrown across a stub is taken for a crash of the object. */
  async #decide<T>(
    method: string,
    run: () => Outcome<T> | Promise<Outcome<T>>,
    requestId?: string,
  ): Promise<Outcome<T>> {
    const objectId = this.ctx.id.toString()
    const storageBytes = () => this.ctx.storage.sql.databaseSize
    const invocation = { className: 'Registry', objectId, method, tenantId: '', requestId, storageBytes }
    try {
      return await boundary(this.#log, invocation, run)
    } catch (thrown) {
      const error = BulkheadError.from(thrown)
      if (error.code === 'internal') throw error
      return refuse(error)
    }
  }
}
