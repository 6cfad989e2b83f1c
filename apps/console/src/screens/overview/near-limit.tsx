import { Link } from '@tanstack/react-router'

import { Card } from '../../pieces/card.tsx'
import { LimitBar } from '../../pieces/limit-bar.tsx'
import { formatMoney, formatShort } from '../../pieces/text/format.ts'
import { Time } from '../../pieces/text/time.tsx'
import type { Overview } from '../../records/overview.ts'

type Tenant = Overview['nearLimit'][number]
type Budget = Tenant['budgets'][number]

const NAMES = {
  tokensPerDay: 'tokens today',
  tokensPerMonth: 'tokens this month',
  spendPerDay: 'cost today',
  spendPerMonth: 'cost this month',
} as const satisfies Record<Budget['budget'], string>

/** Tenants that have used most of a budget. */
export function NearLimit({ tenants }: { readonly tenants: readonly Tenant[] }) {
  const all = (
    <Link to="/budgets" className="text-kumo-link underline underline-offset-2">
      All budgets
    </Link>
  )
  return (
    <Card title="Near a budget" aside={all}>
      {tenants.length === 0 ? (
        <p className="text-kumo-subtle">No tenant has used 80 % of a budget.</p>
      ) : (
        <ul className="flex flex-col gap-4">
          {tenants.map((tenant) => (
            <Near key={tenant.tenantId} tenant={tenant} />
          ))}
        </ul>
      )}
    </Card>
  )
}

function Near({ tenant }: { readonly tenant: Tenant }) {
  const [fullest] = tenant.budgets.toSorted((left, right) => right.share - left.share)
  if (fullest === undefined) return null
  const { budget, used, reserved, limit, resetsAt } = fullest
  return (
    <li>
      <Link
        to="/tenants/$tenantId"
        params={{ tenantId: tenant.tenantId }}
        className="text-xs text-kumo-link underline underline-offset-2"
      >
        {tenant.tenantId}
      </Link>
      <LimitBar
        label={`${tenant.name}: ${NAMES[budget]}`}
        used={Number(used)}
        reserved={Number(reserved)}
        limit={Number(limit)}
        value={`${amount(used)} of ${amount(limit)}`}
        note={
          <>
            Resets <Time at={resetsAt} relative />
          </>
        }
      />
    </li>
  )
}

/** Money comes as text, tokens as numbers. */
function amount(value: string | number): string {
  return typeof value === 'string' ? formatMoney(value) : formatShort(value)
}
