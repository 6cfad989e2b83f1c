import { CloudSlashIcon } from '@phosphor-icons/react'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'

import { isServerReached, subscribeToReach } from '../api/reach.ts'
import { currentSession } from '../api/session.ts'

const LOOK_EVERY_MS = 4_000

/** Nobody should take figures of before for those of now. */
export function ConnectionBanner() {
  const isReached = useSyncExternalStore(subscribeToReach, isServerReached)
  useReadAgain(isReached)
  return (
    <div role="status">
      {!isReached && (
        <p className="flex items-center justify-center gap-2 bg-kumo-warning-tint px-4 py-2 text-center">
          <CloudSlashIcon size={16} aria-hidden className="shrink-0" />
          The server cannot be reached. The figures here were read before; the page keeps trying.
        </p>
      )}
    </div>
  )
}

/** Lists ask ever more slowly while they fail: the first answer to anything makes all of them ask at once. */
function useReadAgain(isReached: boolean): void {
  const client = useQueryClient()
  useEffect(() => {
    if (isReached) return undefined
    const timer = setInterval(() => void currentSession().catch(() => undefined), LOOK_EVERY_MS)
    return () => {
      clearInterval(timer)
      void client.invalidateQueries()
    }
  }, [isReached, client])
}
