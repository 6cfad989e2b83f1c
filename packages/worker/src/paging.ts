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

/** A page ends here whatever its `limit` says: others of the isolate and of the machine have to live beside it. */
const MAX_PAGE_BYTES = 1_024 * 1_024
/** Rows that are in memory at the same time; each may be as large as a page. */
const ROWS_AT_ONCE = 10

const utf8 = new TextEncoder()

/**
 * One page, of `limit` rows or about 1 MiB, and of one row at least. Reads one row more than it shows, to know
 * whether more follow. @throws BulkheadError `invalid_request` for a foreign cursor
 */
export function readPage<R extends { readonly seq: number }, T>(
  { limit, cursor }: PageRequest,
  listing: Listing<R, T>,
): Page<T> {
  const data: T[] = []
  let bytes = 0
  let lastSeq = cursor === undefined ? listing.from : decodeRowCursor(cursor)
  for (const row of rowsFrom(listing, lastSeq, limit + 1)) {
    const shown = listing.show(row)
    bytes += utf8.encode(JSON.stringify(shown)).byteLength
    const isFull = data.length === limit || (data.length > 0 && bytes > MAX_PAGE_BYTES)
    if (isFull) return { data, nextCursor: encodeCursor(String(lastSeq)) }
    data.push(shown)
    lastSeq = row.seq
  }
  return { data, nextCursor: null }
}

function* rowsFrom<R extends { readonly seq: number }, T>(
  { rows }: Listing<R, T>,
  from: number,
  most: number,
): Generator<R, undefined> {
  let at = from
  for (let left = most; left > 0; left -= ROWS_AT_ONCE) {
    const count = Math.min(left, ROWS_AT_ONCE)
    const some = rows(at, count)
    yield* some
    const last = some.at(-1)
    if (some.length < count || last === undefined) return
    at = last.seq
  }
}
