import { formatMs } from '../../pieces/text/format.ts'
import type { Span } from './request-query.ts'
import { waterfallRows, type WaterfallRow } from './waterfall-rows.ts'

const INDENT_REM = 0.9
const LEAST_WIDTH_PERCENT = 0.5

/** Which Worker did what, and when: a table whose last column is drawn to scale. */
export function Waterfall({ spans }: { readonly spans: readonly Span[] }) {
  return (
    <div className="relative overflow-x-auto">
      <table className="w-full min-w-[44rem] border-collapse text-left">
        <caption className="sr-only">Spans in the order in which they began</caption>
        <thead>
          <tr className="border-b border-kumo-hairline bg-kumo-elevated text-xs text-kumo-subtle">
            <th scope="col" className="w-72 px-4 py-2 font-medium">
              What
            </th>
            <th scope="col" className="w-28 px-2 py-2 font-medium">
              Worker
            </th>
            <th scope="col" className="w-20 px-2 py-2 text-right font-medium">
              At
            </th>
            <th scope="col" className="w-20 px-2 py-2 text-right font-medium">
              Took
            </th>
            <th scope="col" className="px-4 py-2 font-medium">
              Course
            </th>
          </tr>
        </thead>
        <tbody>
          {waterfallRows(spans).map((row) => (
            <Row key={row.span.spanId} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Row({ row }: { readonly row: WaterfallRow }) {
  const { span, depth, start, share, atMs } = row
  const left = Math.min(start * 100, 100 - LEAST_WIDTH_PERCENT)
  const width = Math.max(share * 100, LEAST_WIDTH_PERCENT)
  return (
    <tr className="border-b border-kumo-hairline last:border-b-0 hover:bg-kumo-elevated">
      <th scope="row" className="px-4 py-1.5 font-normal">
        <span className="block truncate" style={{ paddingLeft: `${depth * INDENT_REM}rem` }}>
          {span.name}
          {span.isError && <strong className="ml-2 font-medium text-kumo-danger">failed</strong>}
        </span>
      </th>
      <td className="px-2 py-1.5 text-kumo-subtle">{span.worker.replace(/^bulkhead-/, '')}</td>
      <td className="px-2 py-1.5 text-right tabular-nums text-kumo-subtle">+{formatMs(atMs)}</td>
      <td className="px-2 py-1.5 text-right tabular-nums">{formatMs(span.durationMs)}</td>
      <td className="px-4 py-1.5">
        <span className="relative block h-3 rounded-sm bg-kumo-recessed">
          <span
            className={`absolute inset-y-0 rounded-sm ${span.isError ? 'bg-kumo-danger' : 'bg-kumo-brand'}`}
            style={{ left: `${left}%`, width: `${Math.min(width, 100 - left)}%` }}
          />
        </span>
      </td>
    </tr>
  )
}
