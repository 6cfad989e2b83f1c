import { Time } from '../../pieces/text/time.tsx'
import type { Document } from '../../records/documents.ts'
import { statesOf } from './states-of.ts'

interface DocumentStatesProps {
  readonly documents: readonly Document[]
  /** There are documents that are not loaded yet. */
  readonly hasMore: boolean
}

/** How many are in which state, and since when the oldest one waits. */
export function DocumentStates({ documents, hasMore }: DocumentStatesProps) {
  const { counts, oldestWaiting } = statesOf(documents)
  if (counts.length === 0) return null
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-1 text-kumo-subtle">
      {counts.map(({ status, count }) => (
        <span key={status}>
          <strong
            className={`tabular-nums ${status === 'failed' ? 'text-kumo-danger' : 'text-kumo-default'}`}
          >
            {count}
          </strong>{' '}
          {status}
        </span>
      ))}
      {oldestWaiting !== undefined && (
        <span>
          the oldest one waits since <Time at={oldestWaiting} relative />
        </span>
      )}
      {hasMore && <span>of those loaded</span>}
    </p>
  )
}
