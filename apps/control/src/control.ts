import type { RequestContext } from '@bulkhead/contracts/context'
import { accept, type Outcome } from '@bulkhead/contracts/outcome'
import type { BudgetEvent } from '@bulkhead/contracts/record/budget-event'
import type { ControlService } from '@bulkhead/contracts/record/control'
import type { OwnKeysCall, OwnKeysReply } from '@bulkhead/contracts/record/own-keys'
import type { HintAsk, RecordKeeper, Verified } from '@bulkhead/contracts/record/record-keeper'
import type { TenantRecord } from '@bulkhead/contracts/record/tenant-record'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'
import { passedOn } from '@bulkhead/worker/passed-on'
import { answerPing } from '@bulkhead/worker/ping'
import { WorkerEntrypoint } from 'cloudflare:workers'

import type { ControlEnv } from './env.ts'
import { serve } from './http/serve.ts'
import { grantedKey } from './oauth/granted-key.ts'
import { ownKeysCallOf } from './own-keys-call.ts'
import { registryOf } from './registry-of.ts'

/** The Registry for gateway and home objects, and the admin API for whom the gateway forwards. */
export class Control extends WorkerEntrypoint<ControlEnv> implements ControlService {
  override fetch(request: Request): Promise<Response> {
    return serve(request, this.env)
  }

  async ownKeys(ctx: RequestContext, call: OwnKeysCall): Promise<Outcome<OwnKeysReply>> {
    const outcome = await registryOf(this.env).perform(ownKeysCallOf(ctx, call))
    if (!outcome.ok) return outcome
    const { status, body, headers } = outcome.value
    return accept({ status, body: body ?? {}, headers })
  }

  grantedKey(asked: Parameters<ControlService['grantedKey']>[0]): ReturnType<ControlService['grantedKey']> {
    return grantedKey(this.env, asked)
  }

  record(tenantId: TenantId): Promise<Outcome<TenantRecord>> {
    return passedOn(registryOf(this.env).record(tenantId))
  }

  verify(ask: Parameters<RecordKeeper['verify']>[0]): Promise<Outcome<Verified>> {
    return passedOn(registryOf(this.env).verify(ask))
  }

  hint(ask: HintAsk): ReturnType<RecordKeeper['hint']> {
    return passedOn(registryOf(this.env).hint(ask))
  }

  productionTenants(cursor?: string): ReturnType<RecordKeeper['productionTenants']> {
    return passedOn(registryOf(this.env).productionTenants(cursor))
  }

  thresholds(events: readonly BudgetEvent[]): Promise<Outcome<null>> {
    return passedOn(registryOf(this.env).thresholds(events))
  }

  lastUsed(...args: Parameters<RecordKeeper['lastUsed']>): Promise<Outcome<null>> {
    return passedOn(registryOf(this.env).lastUsed(...args))
  }

  documents(...args: Parameters<RecordKeeper['documents']>): Promise<Outcome<null>> {
    return passedOn(registryOf(this.env).documents(...args))
  }

  ping(): Promise<'ok'> {
    return answerPing(this.env, ['REGISTRIES', 'RATE_LIMIT', 'CHAT', 'RAG', 'OBSERVE', 'FLAGS'])
  }
}
