import type { Model } from '@bulkhead/contracts/http/models'

import { RequestReference } from '../../pieces/feedback/request-reference.tsx'
import { formatCount, formatMoney, formatMs } from '../../pieces/text/format.ts'
import { estimateCost } from './estimate-cost.ts'
import type { Run } from './use-run.ts'

interface RunFiguresProps {
  readonly run: Run
  readonly models: readonly Model[]
}

/** Status, time, tokens and money in one line. */
export function RunFigures({ run, models }: RunFiguresProps) {
  const { status, firstMs, totalMs, outcome, requestId } = run
  const { tokens } = outcome
  const model = headerOf(run, 'x-bulkhead-model') ?? outcome.model
  const cost =
    tokens === undefined ? undefined : estimateCost(tokens, models.find(({ id }) => id === model)?.prices)
  const facts: readonly (readonly [name: string, value: string | undefined])[] = [
    ['Status', status === undefined ? undefined : String(status)],
    ['Model', model],
    ['First byte', firstMs === undefined ? undefined : formatMs(firstMs)],
    ['Whole', totalMs === undefined ? undefined : formatMs(totalMs)],
    [
      'Tokens',
      tokens === undefined
        ? undefined
        : `${formatCount(tokens.prompt)} in, ${formatCount(tokens.completion)} out`,
    ],
    ['Cost, estimated', cost === undefined ? undefined : formatMoney(String(cost))],
  ]
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2 border-t border-kumo-hairline px-4 py-2.5">
      <dl className="flex flex-wrap gap-x-6 gap-y-2">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt className="text-xs text-kumo-subtle">{name}</dt>
            <dd className="tabular-nums">{value ?? '–'}</dd>
          </div>
        ))}
      </dl>
      {requestId !== undefined && <RequestReference requestId={requestId} />}
    </div>
  )
}

function headerOf({ headers }: Run, wanted: string): string | undefined {
  return headers.find(([name]) => name === wanted)?.[1]
}
