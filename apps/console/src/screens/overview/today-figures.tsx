import { useQuery } from '@tanstack/react-query'

import { Figure, Figures } from '../../pieces/figure.tsx'
import { formatCount, formatMoney, formatShort } from '../../pieces/text/format.ts'
import { SourceLine } from '../../pieces/text/source-line.tsx'
import { Time } from '../../pieces/text/time.tsx'
import { dayOf, twoDaysQuery, type UsageLine } from '../../records/overview.ts'

const DAY_MS = 86_400_000

/** What was used today, beside all of yesterday. */
export function TodayFigures() {
  const now = Date.now()
  const { data, dataUpdatedAt } = useQuery(twoDaysQuery(now))
  const lines = data?.data.data ?? []
  const today = lines.find(({ date }) => date === dayOf(now))
  const yesterday = lines.find(({ date }) => date === dayOf(now - DAY_MS))
  return (
    <section aria-label="Today" className="flex flex-col gap-2">
      <Figures>
        <Figure
          label="Requests today"
          value={shown(data, formatCount(today?.requests ?? 0))}
          note={`${formatCount(yesterday?.requests ?? 0)} yesterday`}
        />
        <Figure
          label="Tokens today"
          value={shown(data, formatShort(today?.totalTokens ?? 0))}
          note={`${formatShort(yesterday?.totalTokens ?? 0)} yesterday`}
        />
        <Figure
          label="Cost today"
          value={shown(data, costOf(today))}
          note={`${costOf(yesterday)} yesterday`}
        />
      </Figures>
      <SourceLine>
        UTC days, to the last settled token{data === undefined ? '' : '; read '}
        {data !== undefined && <Time at={dataUpdatedAt} />}. A cost is unknown as soon as one price is.
      </SourceLine>
    </section>
  )
}

function shown(data: unknown, value: string): string {
  return data === undefined ? '…' : value
}

function costOf(line: UsageLine | undefined): string {
  if (line === undefined) return '$0.00'
  return line.cost === null ? 'unknown' : formatMoney(line.cost)
}
