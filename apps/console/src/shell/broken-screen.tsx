import { Button } from '@cloudflare/kumo/components/button'
import { ArrowsClockwiseIcon } from '@phosphor-icons/react'

import { EmptyState, ErrorState } from '../pieces/feedback/states.tsx'

interface BrokenScreenProps {
  readonly error: unknown
  readonly reset: () => void
}

const MISSING_CHUNK = /dynamically imported module|Importing a module script failed|Unable to preload/

/**
 * After an upgrade the files of an open tab are gone. The router reloads the page once when it opens a screen;
 * what is loaded later, such as a chart, asks the reader to.
 */
export function BrokenScreen({ error, reset }: BrokenScreenProps) {
  const isOutdated = error instanceof Error && MISSING_CHUNK.test(error.message)
  if (!isOutdated) return <ErrorState error={error} retry={reset} />
  return (
    <EmptyState
      icon={ArrowsClockwiseIcon}
      title="The console was upgraded"
      why="This tab is from the version before. Reloading brings the new one."
      action={
        <Button variant="primary" onClick={() => window.location.reload()}>
          Reload
        </Button>
      }
    />
  )
}
