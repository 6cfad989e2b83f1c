import { queryOptions } from '@tanstack/react-query'

import { live } from '../../api/live.ts'
import { fetchJson, fetchRaw } from '../../api/request.ts'
import type { Group, UsageLine } from './usage-line.ts'
import type { Span } from './usage-range.ts'

const EVERY_MS = 30_000
/** Every one more is another ledger to ask, each time. */
const MOST_TENANTS = 50

export interface UsageReply {
  readonly data: readonly UsageLine[]
  /** How many tenants were asked, and how many there are. */
  readonly tenants?: { readonly asked: number; readonly known: number }
}

export interface Asked {
  readonly span: Span
  readonly group: Group
  readonly tenant: string | undefined
}

export const EXPORTS = {
  csv: { label: 'CSV', file: 'csv' },
  ndjson: { label: 'NDJSON', file: 'ndjson' },
  focus: { label: 'FOCUS 1.2', file: 'focus.csv' },
} as const
export type ExportFormat = keyof typeof EXPORTS

export function usageQuery(asked: Asked) {
  return queryOptions({
    queryKey: ['usage', asked],
    queryFn: ({ signal }) =>
      fetchJson<UsageReply>('/admin/v1/usage', { query: { ...queryOf(asked), top: MOST_TENANTS }, signal }),
    ...live(EVERY_MS),
  })
}

/** The API's own export of what is asked for: every tenant, complete and to the last settled token. */
export async function fetchExport(asked: Asked, format: ExportFormat): Promise<Blob> {
  const response = await fetchRaw('GET', '/admin/v1/usage', { query: { ...queryOf(asked), format } })
  return await response.blob()
}

function queryOf({ span, group, tenant }: Asked) {
  return { from: span.from, to: span.to, groupBy: `day,${group}`, tenant }
}
