import { memo, type ReactNode } from 'react'

import type { Pages } from '../../api/pages.ts'
import { ErrorState } from '../feedback/states.tsx'
import { nextSort, sorted, type Column, type Sort } from './columns.ts'
import { SkeletonRows } from './skeleton-rows.tsx'
import { TableFoot } from './table-foot.tsx'
import { TableHead } from './table-head.tsx'

interface DataTableProps<T> {
  /** What is listed, in the plural: `tenants`. */
  readonly what: string
  readonly pages: Pages<T>
  readonly columns: readonly Column<T>[]
  readonly idOf: (row: T) => string
  readonly empty: ReactNode
  readonly sort?: Sort
  readonly onSort?: (sort: Sort) => void
  /** How fresh the rows are, and what else to know of them. */
  readonly note?: ReactNode
  readonly isDimmed?: (row: T) => boolean
}

/** A list of the API: sorted, with its CSV, more of it on demand, and a word for every state. */
export function DataTable<T>(props: DataTableProps<T>) {
  const { what, pages, columns, idOf, empty, sort, onSort, note, isDimmed } = props
  const { rows, isLoading, error, isStale } = pages
  if (error !== null && rows.length === 0) return <ErrorState error={error} retry={pages.retry} />
  if (!isLoading && rows.length === 0) return <>{empty}</>
  const shown = sorted(rows, columns, sort)
  return (
    <>
      <div className="relative overflow-x-auto" tabIndex={0} role="group" aria-label={what}>
        <table
          className={`w-full border-collapse text-left ${isStale ? 'opacity-60' : ''}`}
          aria-busy={isLoading}
        >
          <caption className="sr-only">{what}</caption>
          <TableHead
            columns={columns}
            sort={sort}
            {...(onSort === undefined ? {} : { onSort: (header: string) => onSort(nextSort(header, sort)) })}
          />
          <tbody>
            {isLoading && <SkeletonRows columns={columns.length} />}
            {shown.map((row) => (
              <BodyRow key={idOf(row)} row={row} columns={columns} isDimmed={isDimmed?.(row) === true} />
            ))}
          </tbody>
        </table>
      </div>
      {!isLoading && (
        <TableFoot what={what} pages={pages} columns={columns} rows={shown} sort={sort} note={note} />
      )}
    </>
  )
}

interface BodyRowProps<T> {
  readonly row: T
  readonly columns: readonly Column<T>[]
  readonly isDimmed: boolean
}

function PlainRow<T>({ row, columns, isDimmed }: BodyRowProps<T>) {
  return (
    <tr className="border-b border-kumo-hairline last:border-b-0 hover:bg-kumo-elevated">
      {columns.map(({ header, cell, align, className = '' }) => (
        <td
          key={header}
          className={`px-4 py-2.5 align-middle ${align === 'right' ? 'text-right tabular-nums' : ''} ${isDimmed ? 'text-kumo-subtle' : ''} ${className}`}
        >
          {cell(row)}
        </td>
      ))}
    </tr>
  )
}

/** Drawn again only when it has changed: typing into a filter leaves the rows of before as they are. */
// oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- memo forgets the type parameter
const BodyRow = memo(PlainRow) as <T>(props: BodyRowProps<T>) => ReactNode
