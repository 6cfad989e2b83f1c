import { Button } from '@cloudflare/kumo/components/button'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

import { LimitBar } from '../../pieces/limit-bar.tsx'
import { formatCount, formatMoney } from '../../pieces/text/format.ts'
import { Time } from '../../pieces/text/time.tsx'
import { BUDGET_NAMES, percentsOf, type BudgetState } from './budget-state.ts'

interface BudgetRowProps {
  readonly tenantId: string
  readonly name: string
  readonly thresholds: readonly number[]
  readonly states: readonly BudgetState[]
  /** How old the figures are. */
  readonly note: ReactNode
  /** Left out: the reader may only look. */
  readonly onEdit: (() => void) | undefined
}

/** One tenant's budgets as bars. */
export function BudgetRow({ tenantId, name, thresholds, states, note, onEdit }: BudgetRowProps) {
  return (
    <li className="grid gap-x-6 gap-y-3 px-4 py-4 lg:grid-cols-[14rem_1fr_auto]">
      <div className="min-w-0">
        <Link
          to="/tenants/$tenantId"
          params={{ tenantId }}
          className="font-medium text-kumo-link underline underline-offset-2"
        >
          {name}
        </Link>
        {thresholds.length > 0 && (
          <p className="text-xs text-kumo-subtle">Notices at {percentsOf(thresholds)} %</p>
        )}
        <p className="text-xs text-kumo-subtle">{note}</p>
      </div>
      {states.length === 0 ? (
        <p className="text-kumo-subtle">No budget is set: nothing limits what it costs.</p>
      ) : (
        <div className="grid gap-x-8 gap-y-3 sm:grid-cols-2">
          {states.map((state) => (
            <Bar key={state.budget} state={state} />
          ))}
        </div>
      )}
      {onEdit !== undefined && (
        <Button size="sm" onClick={onEdit} aria-label={`Edit the thresholds of ${name}`}>
          Thresholds
        </Button>
      )}
    </li>
  )
}

function Bar({ state }: { readonly state: BudgetState }) {
  const { budget, used, reserved, limit, share, resetsAt } = state
  return (
    <LimitBar
      label={BUDGET_NAMES[budget]}
      used={used}
      reserved={reserved}
      limit={limit}
      value={`${Math.round(share * 100)} % · ${amount(state, used)} of ${amount(state, limit)}`}
      note={
        <>
          {inWords(state)} · resets <Time at={resetsAt} relative />
        </>
      }
    />
  )
}

function inWords({ share, crossed }: BudgetState): string {
  if (share >= 1) return 'exhausted'
  return crossed === undefined ? 'below every threshold' : `crossed ${Math.round(crossed * 100)} %`
}

function amount({ budget }: BudgetState, value: number): string {
  return budget.startsWith('spend') ? formatMoney(String(value)) : formatCount(value)
}
