import type { Problem, Stage } from '../corpus-protocol.ts'
import type { VersionRow } from './version-row.ts'

/** What may change in a version; the columns are set as named here and nowhere else. */
export interface VersionChange {
  readonly status?: VersionRow['status']
  readonly stage?: Stage
  readonly title?: string
  readonly chunks?: number
  readonly upserted?: number
  readonly crashes?: number
  readonly readerDeaths?: number
  readonly delays?: number
  readonly lease?: number
  readonly leaseUntilMs?: number
  readonly notBeforeMs?: number
  readonly dueMs?: number | null
  readonly error?: Problem | null
}

const COLUMNS = {
  status: 'status',
  stage: 'stage',
  title: 'title',
  chunks: 'chunks',
  upserted: 'upserted',
  crashes: 'crashes',
  readerDeaths: 'reader_deaths',
  delays: 'delays',
  lease: 'lease',
  leaseUntilMs: 'lease_until_ms',
  notBeforeMs: 'not_before_ms',
  dueMs: 'due_ms',
} as const satisfies Partial<Record<keyof VersionChange, string>>

/** The columns that a change sets; what it leaves out stays. */
export function columnsOf(change: VersionChange): { column: string; value: SqlStorageValue }[] {
  const columns: { column: string; value: SqlStorageValue }[] = Object.entries(COLUMNS).flatMap(
    ([name, column]) => {
      const value = valueOf(change, name)
      return value === undefined ? [] : [{ column, value }]
    },
  )
  if (change.error !== undefined) {
    columns.push({ column: 'error_code', value: change.error?.code ?? null })
    columns.push({ column: 'error_message', value: change.error?.message ?? null })
  }
  return columns
}

function valueOf(change: VersionChange, name: string): string | number | null | undefined {
  const value = new Map<string, string | number | Problem | null | undefined>(Object.entries(change)).get(
    name,
  )
  return typeof value === 'object' && value !== null ? undefined : value
}
