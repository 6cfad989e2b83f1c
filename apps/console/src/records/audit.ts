import type { AuditEvent } from '@bulkhead/contracts/http/admin/audit-events'

import type { Page } from '../api/pages.ts'
import { fetchJson, type Query } from '../api/request.ts'
import { resourceQuery } from '../api/resource.ts'

export type { AuditEvent }

export const AUDIT_PATH = '/admin/v1/audit-events'

/** Whether every event follows from the one before it. */
export interface Verdict {
  readonly valid: boolean
  readonly events: number
  readonly hash: string
  readonly brokenAt?: string
}

export const verdictQuery = resourceQuery<Verdict>(`${AUDIT_PATH}/verify`)

const PAGE = 100

/** Every event of the filter, page after page. */
export async function* auditEvents(query: Query): AsyncGenerator<readonly AuditEvent[]> {
  let cursor: string | null | undefined
  do {
    const page: Page<AuditEvent> = await fetchJson(AUDIT_PATH, {
      query: { ...query, limit: PAGE, cursor: cursor ?? undefined },
    })
    yield page.data
    cursor = page.nextCursor
  } while (cursor !== null)
}
