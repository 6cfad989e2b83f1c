import { decodeRowCursor, encodeCursor } from '@bulkhead/contracts/cursor'
import type { Page, PageRequest } from '@bulkhead/contracts/http/lists'

/**
 * A list whose rows have places. `from` is the place before the first row; `rows` reads what follows a place,
 * in order.
 */
export interface Listing<R, T> {
  readonly from: number
  readonly rows: (from: number, count: number) => readonly R[]
  readonly show: (row: R) => T
}

/**
 * One page. Reads one row more than it shows, to know whether more follow. @throws BulkheadError
 * `invalid_request` for a foreign cursor
 */
export function readPage<R extends { readonly seq: number }, T>(
  { limit, cursor }: PageRequest,
  { from, rows, show }: Listing<R, T>,
): Page<T> {
  const found = rows(cursor === undefined ? from : decodeRowCursor(cursor), limit + 1)
  const last = found.length > limit ? found[limit - 1] : undefined
  return {
    data: found.slice(0, limit).map(show),
    nextCursor: last === undefined ? null : encodeCursor(String(last.seq)),
  }
}
