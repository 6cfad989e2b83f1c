import type { EmbeddingProgress } from '@bulkhead/contracts/rag'

import type { EmbeddingStamps } from '../corpus-protocol.ts'
import { isSameModel } from '../embedding/slots.ts'
import { MOVES_AT_ONCE } from '../limits.ts'
import type { CorpusStores } from '../tables/corpus-stores.ts'

/**
 * A change of the embedding model, seen from one corpus. Every version that is indexed is embedded once more,
 * into the next index, while searches go on in the old one; its stage tells how far it is: `done` → `move` →
 * `prove` → `moved`. When all have arrived, one step changes the stamp, and with it the index that is
 * searched. Nothing is kept but stages and the stamp, so a restart goes on where it was.
 */

/** Whether this corpus is on its way to the next model. */
export function isMoving({ settings }: CorpusStores, { current, next }: EmbeddingStamps): boolean {
  const own = settings.stamp()
  return own !== undefined && next !== null && isSameModel(own, current) && !isSameModel(current, next)
}

/**
 * The next step: starts with some more versions, or switches when all have arrived. A change that was called
 * off is taken back.
 */
export function advanceMove(stores: CorpusStores, stamps: EmbeddingStamps, nowMs: number): void {
  stores.atomically(() => {
    if (!isMoving(stores, stamps)) return stores.moves.cancel()
    const { waiting, underWay } = stores.moves.count()
    if (waiting > 0) stores.moves.start(Math.max(0, MOVES_AT_ONCE - underWay), nowMs)
    else if (underWay === 0 && stamps.next !== null) {
      stores.settings.setStamp(stamps.next)
      stores.moves.finish(nowMs)
    }
  })
}

/** What an administrator sees of it. */
export function moveProgress(stores: CorpusStores, stamps: EmbeddingStamps): EmbeddingProgress {
  const own = stores.settings.stamp() ?? null
  if (!isMoving(stores, stamps) || stamps.next === null) return { stamp: own, move: null }
  const { waiting, underWay, arrived } = stores.moves.count()
  return {
    stamp: own,
    move: { to: stamps.next, documents: waiting + underWay + arrived, moved: arrived },
  }
}
