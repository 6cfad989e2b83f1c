import type { LeaseReturn } from '@bulkhead/contracts/admission/lease'
import type { BatchName, Settlement } from '@bulkhead/contracts/rate-limit'
import type { Prices } from '@bulkhead/contracts/record/tenant-record'
import type { Log } from '@bulkhead/logging/log'

import type { Accounts } from '../accounts/accounts.ts'
import type { Leasing } from '../leases/leasing.ts'
import { MAX_SETTLED_TOKENS } from '../limits.ts'
import { isTokenCount } from '../tokens/budget.ts'
import { countOf, type Count } from '../tokens/counted.ts'
import type { Ledger } from '../tokens/ledger.ts'
import type { Settled } from '../tokens/settled-batch.ts'

/** A batch of settlements; without a name each of them is remembered by its reservation. */
export interface Batch {
  readonly settlements: readonly Settlement[]
  readonly name: BatchName | undefined
  readonly returned?: readonly LeaseReturn[]
}

type SettledAccounts = Pick<Accounts, 'tenant' | 'othersOf' | 'reservedNanoDollars' | 'applyBatch'>

interface Settling {
  readonly leasing: Leasing
  readonly prices: Prices
  readonly log: Log
  readonly nowMs: number
}

/**
 * Records what can be counted and logs what cannot, so that one bad settlement does not undo a batch. A batch
 * that was applied before changes nothing.
 */
export function settle(accounts: SettledAccounts, batch: Batch, settling: Settling): void {
  const { settlements, name, returned = [] } = batch
  const { leasing, log, nowMs } = settling
  const sound = settlements.filter(isSound)
  reportUnsound(batch, log)
  if (name !== undefined && !accounts.applyBatch(name, nowMs)) return
  for (const lease of returned.filter(isCountable)) leasing.takeBack(lease, nowMs)
  for (const [ledger, counted] of countAll(accounts, sound, settling)) {
    const { excesses } = ledger.settle(counted, nowMs, name !== undefined)
    if (ledger === accounts.tenant) reportExcesses(excesses, log)
  }
  leasing.forgetEmpty(sound.flatMap(({ leased }) => leased?.lease ?? []))
}

/** What each budget has to settle; the tenant's in tokens always has its turn, for it stores the mark. */
function countAll(
  accounts: SettledAccounts,
  settlements: readonly Settlement[],
  { leasing, prices, nowMs }: Settling,
): Map<Ledger, Count[]> {
  const counts = new Map<Ledger, Count[]>([[accounts.tenant, []]])
  for (const settlement of settlements) {
    const from = standingOf(settlement, accounts, { leasing, nowMs })
    if (from === undefined) continue
    const others = accounts.othersOf(settlement.keyId, nowMs)
    const reservedNanoDollars =
      settlement.leased?.nanoDollars ?? accounts.reservedNanoDollars(settlement.reservationId, others)
    const count = countOf(settlement, prices, { reservedNanoDollars, nowMs, from })
    for (const ledger of [accounts.tenant, ...others]) {
      const counted = counts.get(ledger)
      if (counted === undefined) counts.set(ledger, [count])
      else counted.push(count)
    }
  }
  return counts
}

/** Where what was reserved for it stands; undefined when it was settled before. */
function standingOf(
  settlement: Settlement,
  { tenant }: SettledAccounts,
  { leasing, nowMs }: Pick<Settling, 'leasing' | 'nowMs'>,
): Count['from'] | undefined {
  const { reservationId, leased, recovered = false } = settlement
  if (leased === undefined)
    return recovered && !tenant.ended.knows(reservationId, nowMs) ? undefined : 'reservation'
  const state = leasing.settle(leased)
  if (state === 'settled') return undefined
  if (state === 'held') return 'lease'
  // It was settled after it had been given back: nobody else remembers that.
  if (recovered && tenant.ended.state(reservationId) === 'settled') return undefined
  if (state === 'released' || tenant.ended.isReleased(reservationId)) return 'nothing'
  return recovered ? forgottenIn(leased.lease, tenant, nowMs) : 'lease'
}

/** Where a part of a lease stands that was given before a crash, and may have been settled before it. */
function forgottenIn(lease: string, { book, ended }: Ledger, nowMs: number): Count['from'] | undefined {
  if (book.hasLost(nowMs)) return 'lease'
  return ended.knows(lease, nowMs) ? 'forgotten' : undefined
}

function reportUnsound({ settlements, returned = [] }: Batch, log: Log): void {
  for (const settlement of settlements) {
    if (isSound(settlement)) continue
    const { requestId, reservationId } = settlement
    log.error('settlement is not countable', { requestId, reservationId })
  }
  for (const lease of returned) {
    if (!isCountable(lease)) log.error('returned lease is not countable', { leaseId: lease.lease })
  }
}

function reportExcesses(excesses: Settled['excesses'], log: Log): void {
  for (const { requestId, tokens } of excesses) {
    log.warn('more tokens used than reserved', { requestId, tokens })
  }
}

function isSound(settlement: Settlement): boolean {
  const { reservedTokens, promptTokens, completionTokens, embedded, leased } = settlement
  const { cachedPromptTokens = 0, cacheWriteTokens = 0, reasoningTokens = 0 } = settlement
  const held = [reservedTokens, leased?.nanoDollars ?? 0]
  const used = [promptTokens, completionTokens, embedded?.tokens ?? 0]
  const ofThese = [cachedPromptTokens, cacheWriteTokens, reasoningTokens]
  return (
    held.every(isTokenCount) &&
    [...used, ...ofThese].every((tokens) => isTokenCount(tokens) && tokens <= MAX_SETTLED_TOKENS)
  )
}

function isCountable({ permits, used, tokens, nanoDollars }: LeaseReturn): boolean {
  return [permits, used, tokens, nanoDollars].every(isTokenCount)
}
