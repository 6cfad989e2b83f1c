import type { ReactNode } from 'react'

/** One column of a table and of its CSV. */
export interface Column<T> {
  readonly header: string
  readonly cell: (row: T) => ReactNode
  /** For the CSV; left out, the column is on the page alone. */
  readonly text?: (row: T) => string | number | null | undefined
  /** Left out, the column cannot be sorted. */
  readonly sortBy?: (row: T) => string | number | undefined
  readonly align?: 'right'
  readonly className?: string
}

/** `header`, or `-header` for the other way round. */
export type Sort = string | undefined

/** Among the rows that are loaded; what has no value comes last either way. */
export function sorted<T>(rows: readonly T[], columns: readonly Column<T>[], sort: Sort): readonly T[] {
  const isDown = sort?.startsWith('-') === true
  const name = isDown ? sort?.slice(1) : sort
  const sortBy = columns.find(({ header }) => header === name)?.sortBy
  if (sortBy === undefined) return rows
  return rows.toSorted((left, right) => {
    const [a, b] = [sortBy(left), sortBy(right)]
    if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? 1 : -1
    const order = typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b))
    return isDown ? -order : order
  })
}

/** Up, then down, then as the API sends it. */
export function nextSort(header: string, sort: Sort): Sort {
  if (sort === header) return `-${header}`
  return sort === `-${header}` ? undefined : header
}
