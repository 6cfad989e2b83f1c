import { useFilters } from '../../pieces/list/use-filters.ts'
import { SourceLine } from '../../pieces/text/source-line.tsx'
import { Playground } from '../playground/playground.tsx'
import type { Holder } from './holder.ts'

/** The public API with the holder's own scopes. */
export function OwnPlayground({ holder }: { readonly holder: Holder }) {
  const [{ mode }, setFilters] = useFilters('mode')
  const { tenantId, access, scopes } = holder
  return (
    <>
      <Playground
        of={tenantId}
        access={access}
        scopes={scopes}
        kind={mode}
        onKind={(next) => setFilters({ mode: next })}
      />
      <SourceLine>
        What is asked here counts against your limits; cost is estimated from today’s prices.
      </SourceLine>
    </>
  )
}
