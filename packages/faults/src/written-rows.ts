/** By class, what the Durable Objects of this isolate have written. */
const rows = new Map<string, number>()

/** Rows as the platform bills them: of tables and indexes, deletions, and each alarm that is set. */
export function writtenRows(): Readonly<Record<string, number>> {
  return Object.fromEntries(rows)
}

export function countRows(className: string, count: number): void {
  if (count > 0) rows.set(className, (rows.get(className) ?? 0) + count)
}

/** What one statement wrote. A statement that writes runs to its end at once, whoever reads its result. */
export function rowsOf(cursor: unknown): number {
  if (typeof cursor !== 'object' || cursor === null || !('rowsWritten' in cursor)) return 0
  return typeof cursor.rowsWritten === 'number' ? cursor.rowsWritten : 0
}
