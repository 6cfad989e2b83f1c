import { startWork } from '../../work/work.ts'
import type { Column } from './columns.ts'
import { saveFile, tableCsv } from './csv.ts'

/** The rows that are shown, as a CSV file. */
export function saveTable<T>(what: string, columns: readonly Column<T>[], rows: readonly T[]): void {
  saveFile(`${what.replaceAll(' ', '-')}.csv`, tableCsv(columns, rows))
}

/** Every row of the list, loaded page by page behind whatever page the reader goes to. */
export function saveWholeTable<T>(
  what: string,
  columns: readonly Column<T>[],
  everyPage: () => AsyncGenerator<readonly T[]>,
): void {
  startWork(`Export ${what}`, async (report) => {
    const rows: T[] = []
    for await (const page of everyPage()) {
      rows.push(...page)
      report({ detail: `${rows.length} ${what}` })
    }
    saveTable(what, columns, rows)
    return `${rows.length} ${what} in ${what.replaceAll(' ', '-')}.csv`
  })
}
