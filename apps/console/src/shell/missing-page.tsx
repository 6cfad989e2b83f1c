import { CompassIcon } from '@phosphor-icons/react'
import { Link } from '@tanstack/react-router'

import { EmptyState } from '../pieces/feedback/states.tsx'

export function MissingPage() {
  return (
    <main>
      <h1 className="sr-only">Not found</h1>
      <EmptyState
        icon={CompassIcon}
        title="There is no such page"
        why="The address names nothing in this console. It may be from an older version."
        action={
          <Link to="/" className="text-kumo-link underline underline-offset-2">
            Go to the overview
          </Link>
        }
      />
    </main>
  )
}
