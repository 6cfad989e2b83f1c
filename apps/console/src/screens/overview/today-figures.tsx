import { Figure, Figures } from '../../pieces/figure.tsx'
import { formatCount, formatMoney, formatShort } from '../../pieces/text/format.ts'
import type { Overview } from '../../records/overview.ts'
import { compared } from './compared.ts'

type Sums = Pick<Overview['today'], 'requests' | 'tokens' | 'cost'>

/** What was used since midnight, beside yesterday until the same time. */
export function TodayFigures({ today, yesterday }: { readonly today: Sums; readonly yesterday: Sums }) {
  return (
    <section aria-label="Today">
      <Figures>
        <Figure
          label="Requests today"
          value={formatCount(today.requests)}
          note={compared(today.requests, yesterday.requests)}
        />
        <Figure
          label="Tokens today"
          value={formatShort(today.tokens)}
          note={compared(today.tokens, yesterday.tokens)}
        />
        <Figure label="Cost today" value={costOf(today)} note={`${costOf(yesterday)} yesterday until now`} />
      </Figures>
    </section>
  )
}

function costOf({ cost }: Sums): string {
  return cost === null ? 'unknown' : formatMoney(cost)
}
