import { Button } from '@cloudflare/kumo/components/button'
import type { ReactNode } from 'react'

import { csvOf, saveFile } from '../list/csv.ts'

interface FigureTableProps {
  /** What the table says: `Figures by day`. */
  readonly caption: string
  /** Of the CSV, without its ending. */
  readonly file: string
  /** Over the first column: `Day`. */
  readonly head: string
  /** One a row, oldest first; the newest is shown first. */
  readonly times: readonly string[]
  readonly columns: readonly FigureColumn[]
  readonly showTime?: (time: string) => ReactNode
}

export interface FigureColumn {
  readonly name: string
  readonly values: readonly (number | null)[]
  readonly format: (value: number) => string
}

/** The chart's twin: the same figures to read, to hear and to take away. */
export function FigureTable({ caption, file, head, times, columns, showTime = asIs }: FigureTableProps) {
  const rows = times
    .map((time, at) => ({ time, values: columns.map(({ values }) => values[at] ?? null) }))
    .toReversed()
  const save = () => {
    const cells = rows.map(({ time, values }) => [time, ...values.map((value) => String(value ?? ''))])
    saveFile(`${file}.csv`, csvOf([head.toLowerCase(), ...columns.map(({ name }) => name)], cells))
  }
  return (
    <>
      <div className="max-h-[24rem] overflow-auto" tabIndex={0} role="region" aria-label={caption}>
        <table className="w-full border-collapse text-left">
          <caption className="sr-only">{caption}</caption>
          <thead>
            <tr className="border-b border-kumo-hairline text-xs text-kumo-subtle">
              <th scope="col" className="px-4 py-2 font-medium">
                {head}
              </th>
              {columns.map(({ name }) => (
                <th key={name} scope="col" className="max-w-56 truncate px-4 py-2 text-right font-medium">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ time, values }) => (
              <tr key={time} className="border-b border-kumo-hairline last:border-b-0">
                <th scope="row" className="px-4 py-2 font-normal tabular-nums">
                  {showTime(time)}
                </th>
                {columns.map(({ name, format }, at) => (
                  <td key={name} className="px-4 py-2 text-right tabular-nums">
                    {shown(values[at] ?? null, format)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="flex justify-end border-t border-kumo-hairline px-4 py-2">
        <Button size="sm" variant="ghost" onClick={save}>
          CSV
        </Button>
      </div>
    </>
  )
}

function shown(value: number | null, format: FigureColumn['format']): string {
  return value === null ? '–' : format(value)
}

function asIs(time: string): ReactNode {
  return time
}
