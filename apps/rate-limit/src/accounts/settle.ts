import type { Settlement } from '@bulkhead/contracts/rate-limit'
import type { Prices } from '@bulkhead/contracts/record/tenant-record'
import type { Log } from '@bulkhead/logging/log'

import { isTokenCount } from '../tokens/budget.ts'
import { countOf, type Count } from '../tokens/counted.ts'
import type { Ledger } from '../tokens/ledger.ts'
import type { Accounts } from './accounts.ts'

/** Records what can be counted and logs what cannot, so that one bad settlement does not undo a batch. */
export function settle(
  accounts: Accounts,
  settlements: readonly Settlement[],
  { prices, log }: { readonly prices: Prices; readonly log: Log },
): void {
  const nowMs = Date.now()
  const sound = settlements.filter(isSound)
  const counts = new Map<Ledger, Count[]>([[accounts.tenant, []]])
  for (const settlement of sound) {
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
    const { excesses } = ledger.settle(counted, nowMs)
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
