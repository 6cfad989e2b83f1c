import { Button } from '@cloudflare/kumo/components/button'
import type { ReactNode } from 'react'

import type { Pages } from '../../api/pages.ts'
import type { Column, Sort } from './columns.ts'
import { saveTable, saveWholeTable } from './save-table.ts'

interface TableFootProps<T> {
  readonly what: string
  readonly pages: Pages<T>
  readonly columns: readonly Column<T>[]
  /** As they are shown. */
  readonly rows: readonly T[]
  readonly sort: Sort
  readonly note: ReactNode
}

/** How many rows there are and how fresh, their CSV, and more of them. */
export function TableFoot<T>({ what, pages, columns, rows, sort, note }: TableFootProps<T>) {
  const { hasMore, isLoadingMore, loadMore, everyPage } = pages
  return (
    <div className="flex min-h-12 flex-wrap items-center justify-between gap-x-4 gap-y-2 border-t border-kumo-hairline px-4 py-2 text-xs text-kumo-subtle">
      <span>
        {rows.length} {rows.length === 1 ? oneOf(what) : what}
        {hasMore ? ' loaded, there are more' : ''}
        {hasMore && sort !== undefined ? '; sorted among those loaded' : ''}
        {note !== undefined && <> · {note}</>}
      </span>
      <span className="flex items-center gap-2">
        {hasMore && everyPage !== undefined ? (
          <Button size="sm" variant="ghost" onClick={() => saveWholeTable(what, columns, everyPage)}>
            CSV of all
          </Button>
        ) : (
          <Button size="sm" variant="ghost" onClick={() => saveTable(what, columns, rows)}>
            CSV
          </Button>
        )}
        {hasMore && (
          <Button size="sm" loading={isLoadingMore} onClick={loadMore}>
            Load more
          </Button>
        )}
      </span>
    </div>
  )
}

/** `delivery` of `deliveries`. */
function oneOf(what: string): string {
  return what.endsWith('ies') ? `${what.slice(0, -3)}y` : what.replace(/s$/, '')
}
