import { Button } from '@cloudflare/kumo/components/button'
import { DownloadSimpleIcon, ScrollIcon } from '@phosphor-icons/react'

import { usePages } from '../../api/pages.ts'
import { Card } from '../../pieces/card.tsx'
import { EmptyState } from '../../pieces/feedback/states.tsx'
import { DataTable } from '../../pieces/list/data-table.tsx'
import { useFilters } from '../../pieces/list/use-filters.ts'
import { Page } from '../../pieces/page.tsx'
import { AUDIT_PATH, type AuditEvent } from '../../records/audit.ts'
import { AuditFilters } from './audit-filters.tsx'
import { auditQueryOf } from './audit-query.ts'
import { ChainVerdict } from './chain-verdict.tsx'
import { AUDIT_COLUMNS } from './event-columns.tsx'
import { exportAudit } from './export-audit.ts'

const LIVE_MS = 15_000

/** Who did what, when, from where and why. */
export function AuditScreen() {
  const [filters] = useFilters('actor', 'action', 'target', 'from', 'to')
  const query = auditQueryOf(filters)
  const pages = usePages<AuditEvent>(AUDIT_PATH, { query, everyMs: LIVE_MS })
  const isFiltered = Object.keys(filters).length > 0
  return (
    <Page
      title="Audit"
      description="Every change, in the transaction that made it; each event's hash covers the one before it."
      actions={
        <Button icon={DownloadSimpleIcon} onClick={() => exportAudit(query)}>
          Export NDJSON
        </Button>
      }
    >
      <ChainVerdict />
      <AuditFilters />
      <Card flush>
        <DataTable
          what="events"
          pages={pages}
          columns={AUDIT_COLUMNS}
          idOf={({ id }) => id}
          note="newest first, all of them are kept"
          empty={
            <EmptyState
              icon={ScrollIcon}
              title={isFiltered ? 'No event matches' : 'Nothing has been changed yet'}
              why={
                isFiltered
                  ? 'Actor, action and target must match exactly; times are days in UTC.'
                  : 'The first change of a tenant, key or setting will be here.'
              }
            />
          }
        />
      </Card>
    </Page>
  )
}
