import { Figure, Figures } from '../../pieces/figure.tsx'
import { formatCount, formatMoney, formatShort } from '../../pieces/text/format.ts'
import type { Forecast } from './forecast.ts'
import type { Measure } from './usage-line.ts'
import type { UsageSum } from './usage-sums.ts'

interface UsageFiguresProps {
  readonly sum: UsageSum
  readonly measure: Measure
  readonly forecast: Forecast | undefined
}

/** What it came to, what of the tokens was cheaper, dearer or estimated, and where the month will end. */
export function UsageFigures({ sum, measure, forecast }: UsageFiguresProps) {
  const { cost, isUnpriced, requests, promptTokens, completionTokens, totalTokens, estimatedTokens } = sum
  return (
    <Figures areSix>
      <Figure
        label="Cost"
        value={formatMoney(String(cost))}
        note={isUnpriced ? 'without what has no known price' : 'at the prices of its time'}
      />
      <Figure label="Requests" value={formatCount(requests)} />
      <Figure
        label="Prompt tokens"
        value={formatShort(promptTokens)}
        note={`${shareOf(sum.cachedPromptTokens, promptTokens)} from the provider’s cache`}
      />
      <Figure
        label="Answer tokens"
        value={formatShort(completionTokens)}
        note={`${shareOf(sum.reasoningTokens, completionTokens)} spent on reasoning`}
      />
      <Figure
        label="Estimated"
        value={shareOf(estimatedTokens, totalTokens)}
        note={
          estimatedTokens === 0
            ? 'providers reported every token'
            : `${formatCount(estimatedTokens)} of ${formatCount(totalTokens)} tokens, which no provider reported`
        }
      />
      <ForecastFigure measure={measure} forecast={forecast} />
    </Figures>
  )
}

const FORECAST_NAMES = {
  cost: 'Cost at month’s end',
  tokens: 'Tokens at month’s end',
  requests: 'Requests at month’s end',
} as const

function ForecastFigure({ measure, forecast }: Pick<UsageFiguresProps, 'measure' | 'forecast'>) {
  if (forecast === undefined) {
    return <Figure label={FORECAST_NAMES[measure]} value="–" note="needs this month and a whole day of it" />
  }
  const { monthEnd, basisDays, reachesLimitOn } = forecast
  const basis = `estimated from the last ${basisDays === 1 ? 'day' : `${basisDays} days`}`
  const reaches = reachesLimitOn === undefined ? '' : `; the budget is reached on ${reachesLimitOn}`
  return (
    <Figure
      label={FORECAST_NAMES[measure]}
      value={measure === 'cost' ? formatMoney(String(monthEnd)) : formatShort(monthEnd)}
      note={basis + reaches}
      {...(reachesLimitOn === undefined ? {} : { tone: 'warn' as const })}
    />
  )
}

function shareOf(part: number, whole: number): string {
  return whole === 0 ? 'nothing' : `${Math.round((part / whole) * 100)} %`
}
