import type { Settlement } from '@bulkhead/contracts/rate-limit'
import type { Log } from '@bulkhead/logging/log'

import { isTokenCount } from './tokens/budget.ts'
import type { Ledger } from './tokens/ledger.ts'

/** Records what can be counted and logs what cannot, so that one bad settlement does not undo a batch. */
export function settle(ledger: Ledger, settlements: readonly Settlement[], log: Log): void {
  const sound = settlements.filter(isSound)
  const { excesses } = ledger.settle(sound, Date.now())
  if (sound.length < settlements.length) {
    log.error('settlement is not countable', {
      requestId: settlements[0]?.requestId,
      count: settlements.length - sound.length,
    })
  }
  for (const { requestId, tokens } of excesses) {
    log.warn('more tokens used than reserved', { requestId, tokens })
  }
}

function isSound({ reservedTokens, promptTokens, completionTokens, embedded }: Settlement): boolean {
  return [reservedTokens, promptTokens, completionTokens, embedded?.tokens ?? 0].every(isTokenCount)
}
