import { Card } from '../../pieces/card.tsx'
import { formatCount, formatShort } from '../../pieces/text/format.ts'
import { Time } from '../../pieces/text/time.tsx'
import type { Overview } from '../../records/overview.ts'
import { hoursOf } from './hours-of.ts'

interface LastDayProps {
  readonly history: Overview['history']
  readonly until: string
}

/** Tokens of the last 24 hours, hour by hour; the same as a table below. */
export function LastDay({ history, until }: LastDayProps) {
  const hours = hoursOf(history, until)
  const most = Math.max(1, ...hours.map(({ tokens }) => tokens))
  const total = hours.reduce((sum, { tokens }) => sum + tokens, 0)
  return (
    <Card
      title="Tokens, last 24 hours"
      aside={<span className="text-kumo-subtle tabular-nums">{formatShort(total)}</span>}
    >
      <div
        role="img"
        aria-label={`Tokens by hour: ${formatCount(total)} in all, at most ${formatCount(most)} in one hour`}
        className="flex h-28 items-end gap-1 border-b border-kumo-hairline"
      >
        {hours.map(({ at, tokens }) => (
          <span
            key={at}
            title={`${at.slice(11, 16)} UTC: ${formatCount(tokens)} tokens`}
            className="min-h-px flex-1 rounded-t-sm bg-kumo-brand"
            style={{ height: `${(tokens / most) * 100}%` }}
          />
        ))}
      </div>
      <div className="mt-1.5 flex justify-between text-xs text-kumo-subtle">
        <span>24 hours ago</span>
        <span>now</span>
      </div>
      <details className="mt-2">
        <summary className="cursor-pointer text-kumo-link">As a table</summary>
        <table className="mt-2 w-full text-left text-xs">
          <thead>
            <tr className="text-kumo-subtle">
              <th scope="col" className="py-1 font-medium">
                Hour
              </th>
              <th scope="col" className="py-1 text-right font-medium">
                Requests
              </th>
              <th scope="col" className="py-1 text-right font-medium">
                Tokens
              </th>
            </tr>
          </thead>
          <tbody>
            {hours
              .filter(({ requests }) => requests > 0)
              .map(({ at, requests, tokens }) => (
                <tr key={at} className="tabular-nums">
                  <th scope="row" className="py-1 font-normal">
                    <Time at={at} />
                  </th>
                  <td className="py-1 text-right">{formatCount(requests)}</td>
                  <td className="py-1 text-right">{formatCount(tokens)}</td>
                </tr>
              ))}
          </tbody>
        </table>
      </details>
    </Card>
  )
}
