import { PlayIcon } from '@phosphor-icons/react'

import { useMay } from '../../api/may.ts'
import { asTenant } from '../../api/tenant-key.ts'
import { Card } from '../../pieces/card.tsx'
import { EmptyState } from '../../pieces/feedback/states.tsx'
import { useFilters } from '../../pieces/list/use-filters.ts'
import { Page } from '../../pieces/page.tsx'
import { TenantPicker } from '../../pieces/tenant-picker.tsx'
import { SourceLine } from '../../pieces/text/source-line.tsx'
import { Playground } from './playground.tsx'

/** Ask as a tenant would, with a key of ten minutes. */
export function PlaygroundScreen() {
  const [{ tenant, mode }, setFilters] = useFilters('tenant', 'mode')
  const { operate } = useMay()
  return (
    <Page
      title="Playground"
      description="Ask as a tenant’s application would."
      actions={operate && <TenantPicker value={tenant} onChange={(next) => setFilters({ tenant: next })} />}
    >
      {!operate && <Nothing why="A key of a tenant is needed, and your role may not make one." />}
      {operate && tenant === undefined && <Nothing why="Choose a tenant to ask as." />}
      {operate && tenant !== undefined && (
        <>
          <Playground
            key={tenant}
            of={tenant}
            access={() => accessOf(tenant)}
            kind={mode}
            onKind={(next) => setFilters({ mode: next })}
          />
          <SourceLine>
            Sent with a key of {tenant} that is named console, expires after ten minutes and is in the audit
            log. It counts against the tenant’s limits; cost is estimated from today’s prices.
          </SourceLine>
        </>
      )}
    </Page>
  )
}

async function accessOf(tenantId: string) {
  const { path, bearer } = await asTenant(tenantId, '')
  return { key: bearer, origin: path }
}

function Nothing({ why }: { readonly why: string }) {
  return (
    <Card flush>
      <EmptyState icon={PlayIcon} title="Nothing to ask with yet" why={why} />
    </Card>
  )
}
