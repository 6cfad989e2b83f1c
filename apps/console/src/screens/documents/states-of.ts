import type { Document } from '../../records/documents.ts'

interface States {
  /** How many are in which state, the commonest first. */
  readonly counts: readonly { readonly status: Document['status']; readonly count: number }[]
  /** Since when the one that waits longest has not moved. */
  readonly oldestWaiting: string | undefined
}

/** What the loaded documents come to. */
export function statesOf(documents: readonly Document[]): States {
  const byState = Map.groupBy(documents, ({ status }) => status)
  const counts = [...byState].map(([status, those]) => ({ status, count: those.length }))
  const waiting = documents.filter(({ status }) => status === 'queued' || status === 'processing')
  return {
    counts: counts.toSorted((left, right) => right.count - left.count),
    oldestWaiting: waiting.map(({ updatedAt }) => updatedAt).toSorted()[0],
  }
}
