import { BuildingsIcon } from '@phosphor-icons/react'

import { Card } from '../../pieces/card.tsx'
import { EmptyState } from '../../pieces/feedback/states.tsx'
import { Page } from '../../pieces/page.tsx'

/** For whoever may only look, before there is anything to look at. */
export function NothingToSee() {
  return (
    <Page title="No tenants yet">
      <Card flush>
        <EmptyState
          icon={BuildingsIcon}
          title="There is nothing to see yet"
          why="An owner or an operator creates the first tenant; your role may only look."
        />
      </Card>
    </Page>
  )
}
