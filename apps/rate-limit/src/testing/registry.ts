import type { RequestContext } from '@bulkhead/contracts/context'
import type { Outcome } from '@bulkhead/contracts/outcome'
import type { Admission, Ask, Unread } from '@bulkhead/contracts/rate-limit'
import type { KeyRecord, Prices } from '@bulkhead/contracts/record/tenant-record'
import { exports } from 'cloudflare:workers'

import { DIGEST, keyWith, settingsOf, type Terms } from './fixtures.ts'

const service = exports.RateLimit

interface Pushed {
  readonly epoch: number
  readonly what: string
}

const pushed = new Map<string, Pushed>()

/** For objects whose storage was replaced. */
export function forgetPushed(): void {
  pushed.clear()
}

export interface Asked extends Partial<Pick<Ask, 'scopes' | 'knownEpoch' | 'wantsLease'>> {
  readonly terms?: Terms
  readonly tokens?: number
  readonly models?: readonly string[]
  readonly prices?: Prices
  readonly key?: Partial<KeyRecord>
  readonly credentials?: Partial<Ask['credentials']>
}

/** Stands in for control: pushes the terms and the context's key, unless they were pushed last. */
export async function enforce(ctx: RequestContext, { terms, prices = {}, key }: Asked): Promise<number> {
  const record = {
    config: settingsOf(ctx.tenantId, terms),
    keys: [keyWith(ctx.keyId, key)],
    prices,
  }
  const what = JSON.stringify(record)
  const last = pushed.get(ctx.tenantId)
  if (last?.what === what) return last.epoch
  const epoch = (last?.epoch ?? 0) + 1
  pushed.set(ctx.tenantId, { epoch, what })
  const outcome = await service.put(ctx.tenantId, { epoch, full: true, ...record })
  if (!outcome.ok) throw new Error(outcome.code)
  return epoch
}

/** One request under the terms, as the gateway asks for it. */
export async function admit(ctx: RequestContext, asked: Asked = {}): Promise<Outcome<Admission>> {
  const epoch = await enforce(ctx, asked)
  const outcome = await ask(ctx, { knownEpoch: epoch, ...asked })
  if (!outcome.ok) return outcome
  const { value } = outcome
  if (value.stale === true) throw new Error('the epoch is known')
  return { ok: true, value }
}

/** The call alone: whatever was pushed. */
export function ask(ctx: RequestContext, asked: Asked = {}): Promise<Outcome<Admission | Unread>> {
  const { tokens = 0, models = ['small'], scopes = ['chat'], knownEpoch, credentials } = asked
  const { wantsLease = false } = asked
  return service.admit(ctx, {
    credentials: { keyId: ctx.keyId, sha256: DIGEST, clientIp: '192.0.2.1', named: {}, ...credentials },
    scopes,
    ...(tokens === 0 ? {} : { bound: { promptTokens: tokens, completionTokens: 0, models } }),
    ...(knownEpoch === undefined ? {} : { knownEpoch }),
    ...(wantsLease ? { wantsLease } : {}),
  })
}
