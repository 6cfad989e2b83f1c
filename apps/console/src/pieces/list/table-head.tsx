import { CaretDownIcon, CaretUpIcon } from '@phosphor-icons/react'

import type { Column, Sort } from './columns.ts'

interface TableHeadProps<T> {
  readonly columns: readonly Column<T>[]
  readonly sort: Sort
  readonly onSort?: (header: string) => void
}

export function TableHead<T>({ columns, sort, onSort }: TableHeadProps<T>) {
  return (
    <thead>
      <tr className="border-b border-kumo-hairline bg-kumo-elevated text-xs text-kumo-subtle">
        {columns.map(({ header, align, sortBy, className = '' }) => (
          <th
            key={header}
            scope="col"
            aria-sort={ariaSortOf(header, sort)}
            className={`px-4 py-2 font-medium whitespace-nowrap ${align === 'right' ? 'text-right' : ''} ${className}`}
          >
            {sortBy === undefined || onSort === undefined ? (
              <HeadLabel header={header} />
            ) : (
              <button
                type="button"
                onClick={() => onSort(header)}
                className={`inline-flex cursor-pointer items-center gap-1 align-middle hover:text-kumo-default ${align === 'right' ? 'flex-row-reverse' : ''}`}
              >
                {header}
                <SortMark header={header} sort={sort} />
              </button>
            )}
          </th>
        ))}
      </tr>
    </thead>
  )
}

/** A column of buttons has a name for those who hear the table. */
function HeadLabel({ header }: { readonly header: string }) {
  return header.startsWith(' ') ? <span className="sr-only">{header.trim()}</span> : <>{header}</>
}

function SortMark({ header, sort }: { readonly header: string; readonly sort: Sort }) {
  if (sort === header) return <CaretUpIcon size={11} aria-hidden />
  if (sort === `-${header}`) return <CaretDownIcon size={11} aria-hidden />
  return <span aria-hidden className="inline-block w-[11px]" />
}

function ariaSortOf(header: string, sort: Sort): 'ascending' | 'descending' | undefined {
  if (sort === header) return 'ascending'
  return sort === `-${header}` ? 'descending' : undefined
}
