import { traceIdOf, type Caller, type Settler } from '@bulkhead/contracts/context'
import { accept, refuse, type Outcome } from '@bulkhead/contracts/outcome'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { Log, type LogSettings } from '@bulkhead/logging/log'
import { isTenantId, type TenantId } from '@bulkhead/tenant-schema/tenant-id'
// oxlint-disable-next-line no-restricted-imports -- the class itself
import { DurableObject } from 'cloudflare:workers'

import { boundary } from './boundary.ts'
import type { Guarded, GuardedAlarm, GuardedPromise } from './guarded.ts'
import { migrate } from './migrate.ts'

/**
 * An alarm that failed is due again after this long. The runtime gives up on one that throws after its sixth
 * repeat.
 */
const ALARM_RETRY_MS = 20_000

/** What a class of objects is called in logs and metrics, and what its tables are. */
export interface ObjectKind {
  readonly className: string
  /** The `source` of its log lines. */
  readonly source: string
  readonly migrations: readonly string[]
}

/** A caller, or the object itself, whose name may be none of ours. */
type Asking = Omit<Settler, 'tenantId'> & { readonly tenantId: TenantId | undefined }

/**
 * A Durable Object that belongs to one tenant. Its name is the tenant's id, or begins with it and a slash;
 * calls for anybody else fail. Refusals are returned, since the runtime takes whatever is thrown across a
 * stub for a crash of the object: only bugs and failing storage are thrown.
 *
 * What subclasses use is an own property of each object, never a method: callers of a stub can reach every
 * method of a class and its bases.
 */
export abstract class TenantObject<E extends LogSettings> extends DurableObject<E> {
  protected readonly log: Log
  readonly #kind: ObjectKind
  readonly #owner: TenantId | undefined
  readonly #objectId: string
  #isEmpty = false

  constructor(ctx: DurableObjectState, env: E, kind: ObjectKind) {
    super(ctx, env)
    this.log = new Log(kind.source, env)
    this.#kind = kind
    this.#owner = ownerOf(ctx.id.name)
    this.#objectId = ctx.id.toString()
    migrate(ctx.storage, kind.migrations, this.log)
  }

  /** With a guarded body only, see {@link TenantObject.guardedAlarm}. */
  override alarm?(): GuardedAlarm

  /** The body of a public method. */
  protected readonly guarded = <T>(method: string, caller: Caller, run: () => T | Promise<T>): Guarded<T> =>
    this.decided(method, caller, async () => accept(await run()))

  /** The body of a public method whose rules answer with an Outcome themselves. */
  protected readonly decided = <T>(
    method: string,
    caller: Settler,
    decide: () => Outcome<T> | Promise<Outcome<T>>,
  ): Guarded<T> => branded(this.#decide(method, caller, decide))

  /** The body of the alarm; safe to run twice, since alarms are delivered at least once. */
  protected readonly guardedAlarm = (run: (tenantId: TenantId) => void | Promise<void>): GuardedAlarm =>
    branded(this.#alarm(run))

  /** Work that no caller waits for: logged and counted like a call. */
  protected readonly inBackground = <T>(
    method: string,
    run: (tenantId: TenantId) => T | Promise<T>,
  ): Promise<T> => this.#inBoundary(method, { tenantId: this.#owner }, run)

  /** Frees all storage. The next call finds empty tables. */
  protected readonly forgetEverything = async (): Promise<void> => {
    const done = this.ctx.storage.deleteAll()
    this.#isEmpty = true
    await done
  }

  async #decide<T>(
    method: string,
    caller: Settler,
    decide: () => Outcome<T> | Promise<Outcome<T>>,
  ): Promise<Outcome<T>> {
    try {
      return await this.#inBoundary(method, caller, decide)
    } catch (thrown) {
      const error = BulkheadError.from(thrown)
      if (error.code === 'internal') throw error
      return refuse(error)
    }
  }

  async #alarm(run: (tenantId: TenantId) => void | Promise<void>): Promise<void> {
    try {
      await this.inBackground('alarm', run)
    } catch {
      // The boundary has logged it. Whatever the body set is replaced: what is due stays due, and would be
      // tried again without a pause.
      await this.ctx.storage.setAlarm(Date.now() + ALARM_RETRY_MS)
    }
  }

  #inBoundary<T>(
    method: string,
    { tenantId, requestId, leaseId, traceparent }: Asking,
    run: (tenantId: TenantId) => T | Promise<T>,
  ): Promise<T> {
    const invocation = {
      className: this.#kind.className,
      objectId: this.#objectId,
      method,
      tenantId: tenantId ?? '',
      requestId,
      leaseId,
      traceId: traceparent === undefined ? undefined : traceIdOf(traceparent),
      storageBytes: this.#storageBytes,
    }
    return boundary(this.log, invocation, () => run(this.#open(tenantId)))
  }

  /** Fails closed: an object serves the tenant in its name, and one without such a name serves nobody. */
  #open(tenantId: TenantId | undefined): TenantId {
    if (tenantId === undefined || tenantId !== this.#owner) {
      throw new TypeError('this object belongs to another tenant')
    }
    if (this.#isEmpty) {
      migrate(this.ctx.storage, this.#kind.migrations, this.log)
      this.#isEmpty = false
    }
    return tenantId
  }

  readonly #storageBytes = () => this.ctx.storage.sql.databaseSize
}

function ownerOf(objectName: string | undefined): TenantId | undefined {
  const [tenantId] = objectName?.split('/') ?? []
  return isTenantId(tenantId) ? tenantId : undefined
}

function branded<T>(promise: Promise<T>): GuardedPromise<T> {
  // oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- the one place that makes the brand
  return promise as GuardedPromise<T>
}
