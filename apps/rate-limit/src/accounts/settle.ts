import type { BatchName, Settlement } from '@bulkhead/contracts/rate-limit'
import type { Prices } from '@bulkhead/contracts/record/tenant-record'
import type { Log } from '@bulkhead/logging/log'

import { isTokenCount } from '../tokens/budget.ts'
import { countOf, type Count } from '../tokens/counted.ts'
import type { Ledger } from '../tokens/ledger.ts'
import type { Accounts } from './accounts.ts'

/** A batch of settlements; without a name each of them is remembered by its reservation. */
export interface Batch {
  readonly settlements: readonly Settlement[]
  readonly name: BatchName | undefined
}

/**
 * Records what can be counted and logs what cannot, so that one bad settlement does not undo a batch. A batch
 * that was applied before changes nothing.
 */
export function settle(
  accounts: Accounts,
  { settlements, name }: Batch,
  { prices, log, nowMs }: { readonly prices: Prices; readonly log: Log; readonly nowMs: number },
): void {
  if (name !== undefined && !accounts.applyBatch(name, nowMs)) return
  const sound = settlements.filter(isSound)
  const counts = new Map<Ledger, Count[]>([[accounts.tenant, []]])
  for (const settlement of sound) {
    if (settlement.recovered === true && !accounts.tenant.knows(settlement.reservationId)) continue
    const others = accounts.othersOf(settlement.keyId, nowMs)
    const reservedNanoDollars = accounts.reservedNanoDollars(settlement.reservationId, others)
    const count = countOf(settlement, prices, { reservedNanoDollars, nowMs })
    for (const ledger of [accounts.tenant, ...others]) {
      const counted = counts.get(ledger)
      if (counted === undefined) counts.set(ledger, [count])
      else counted.push(count)
    }
  }
  report(settlements, sound.length, log)
  for (const [ledger, counted] of counts) {
    const { excesses } = ledger.settle(counted, nowMs, name !== undefined)
    if (ledger !== accounts.tenant) continue
    for (const { requestId, tokens } of excesses) {
      log.warn('more tokens used than reserved', { requestId, tokens })
    }
  }
}

function report(settlements: readonly Settlement[], soundCount: number, log: Log): void {
  if (soundCount === settlements.length) return
  log.error('settlement is not countable', {
    requestId: settlements[0]?.requestId,
    count: settlements.length - soundCount,
  })
}

function isSound(settlement: Settlement): boolean {
  const { reservedTokens, promptTokens, completionTokens, embedded } = settlement
  const { cachedPromptTokens = 0, cacheWriteTokens = 0, reasoningTokens = 0 } = settlement
  const numbers = [reservedTokens, promptTokens, completionTokens, embedded?.tokens ?? 0]
  return [...numbers, cachedPromptTokens, cacheWriteTokens, reasoningTokens].every(isTokenCount)
}
