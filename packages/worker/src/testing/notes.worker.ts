import type { RequestContext } from '@bulkhead/contracts/context'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import type { EveryMethodGuarded, Guarded, GuardedAlarm } from '../guarded.ts'
import { TenantObject } from '../tenant-object.ts'

const KIND = {
  className: 'Notes',
  source: 'test/notes',
  migrations: ['CREATE TABLE note (text TEXT NOT NULL) STRICT'],
}

/** Whose alarms have run; reading it wakes no object. */
export const alarms: string[] = []

/** For the tests of TenantObject: a list of notes. */
export class Notes
  extends TenantObject<{ readonly LOG_LEVEL?: string }>
  implements EveryMethodGuarded<Notes>
{
  constructor(ctx: DurableObjectState, env: { readonly LOG_LEVEL?: string }) {
    super(ctx, env, KIND)
  }

  add(ctx: RequestContext, text: string): Guarded<number> {
    return this.guarded('add', ctx, () => {
      if (text === '') throw new BulkheadError('invalid_request', { param: 'text' })
      if (text === 'bug') throw new Error('a bug')
      this.ctx.storage.sql.exec('INSERT INTO note (text) VALUES (?)', text)
      return this.#all().length
    })
  }

  list(ctx: RequestContext): Guarded<string[]> {
    return this.guarded('list', ctx, () => this.#all())
  }

  forget(ctx: RequestContext): Guarded<void> {
    return this.guarded('forget', ctx, this.forgetEverything)
  }

  override alarm(): GuardedAlarm {
    return this.guardedAlarm((tenantId) => {
      if (this.#all().includes('alarms fail')) throw new Error('the alarm failed')
      alarms.push(tenantId)
    })
  }

  #all(): string[] {
    return this.ctx.storage.sql
      .exec<{ text: string }>('SELECT text FROM note')
      .toArray()
      .map(({ text }) => text)
  }
}
