import { Button } from '@cloudflare/kumo/components/button'

import { csvOf, saveFile } from '../list/csv.ts'
import type { Series } from '../../screens/usage/stack.ts'

interface DayTableProps {
  readonly days: readonly string[]
  readonly series: readonly Series[]
  readonly format: (value: number) => string
}

/** The chart's twin: the same figures to read, to hear and to take away. */
export function DayTable({ days, series, format }: DayTableProps) {
  const rows = days
    .map((day, at) => ({ day, values: series.map(({ values }) => values[at] ?? 0) }))
    .toReversed()
  const save = () => {
    const cells = rows.map(({ day, values }) => [day, ...values.map(String)])
    saveFile('usage-by-day.csv', csvOf(['day', ...series.map(({ name }) => name)], cells))
  }
  return (
    <>
      <div className="max-h-[24rem] overflow-auto" tabIndex={0} role="region" aria-label="Figures by day">
        <table className="w-full border-collapse text-left">
          <caption className="sr-only">Figures by day</caption>
          <thead>
            <tr className="border-b border-kumo-hairline text-xs text-kumo-subtle">
              <th scope="col" className="px-4 py-2 font-medium">
                Day
              </th>
              {series.map(({ name }) => (
                <th key={name} scope="col" className="max-w-56 truncate px-4 py-2 text-right font-medium">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ day, values }) => (
              <tr key={day} className="border-b border-kumo-hairline last:border-b-0">
                <th scope="row" className="px-4 py-2 font-normal tabular-nums">
                  {day}
                </th>
                {values.map((value, at) => (
                  <td key={series[at]?.name ?? at} className="px-4 py-2 text-right tabular-nums">
                    {format(value)}
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
