import { Button } from '@cloudflare/kumo/components/button'
import { PlusIcon, StackIcon } from '@phosphor-icons/react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'

import { useMay } from '../../api/may.ts'
import { usePages } from '../../api/pages.ts'
import { Card } from '../../pieces/card.tsx'
import { ConfirmDialog } from '../../pieces/dialog/confirm-dialog.tsx'
import { EmptyState } from '../../pieces/feedback/states.tsx'
import { toastDone } from '../../pieces/feedback/toasts.tsx'
import type { Column } from '../../pieces/list/columns.ts'
import { DataTable } from '../../pieces/list/data-table.tsx'
import { formatMoney, formatShort } from '../../pieces/text/format.ts'
import { Time } from '../../pieces/text/time.tsx'
import { PLANS_PATH, removePlan, type Plan } from '../../records/plans.ts'
import { fieldsOf, type LimitFields } from '../limits/limit-fields.ts'
import { PlanDialog } from './plan-dialog.tsx'

export function PlansView() {
  const pages = usePages<Plan>(PLANS_PATH)
  const [edited, setEdited] = useState<string>()
  const [isCreating, setCreating] = useState(false)
  // As it is now, not as it was when the dialog was opened.
  const plan = pages.rows.find(({ name }) => name === edited)
  const [removed, setRemoved] = useState<Plan>()
  const { setPrices: may } = useMay()
  const actions: Column<Plan> = {
    header: ' Actions',
    align: 'right',
    cell: (plan) => (
      <span className="inline-flex gap-1.5">
        <Button size="sm" aria-label={`Edit ${plan.name}`} onClick={() => setEdited(plan.name)}>
          Edit
        </Button>
        <Button
          size="sm"
          variant="secondary-destructive"
          aria-label={`Remove ${plan.name}`}
          onClick={() => setRemoved(plan)}
        >
          Remove
        </Button>
      </span>
    ),
  }
  const create = may ? (
    <Button size="sm" icon={PlusIcon} onClick={() => setCreating(true)}>
      Create plan
    </Button>
  ) : undefined
  return (
    <>
      <Card title="Plans" aside={create} flush>
        <DataTable
          what="plans"
          pages={pages}
          columns={may ? [...COLUMNS, actions] : COLUMNS}
          idOf={({ name }) => name}
          empty={
            <EmptyState
              icon={StackIcon}
              title="No plans yet"
              why="A plan names limits that many tenants share. Changing it changes all of them at once."
            />
          }
        />
      </Card>
      {isCreating && <PlanDialog plan={undefined} onClose={() => setCreating(false)} />}
      {plan !== undefined && <PlanDialog plan={plan} onClose={() => setEdited(undefined)} />}
      <ConfirmDialog
        open={removed !== undefined}
        onClose={() => setRemoved(undefined)}
        title={`Remove plan ${removed?.name ?? ''}`}
        description="Only a plan that no tenant has can be removed."
        submit="Remove"
        isDestructive
        onConfirm={async (reason) => {
          if (removed === undefined) return
          await removePlan(removed, reason)
          toastDone(`Plan ${removed.name} is removed`)
        }}
      />
    </>
  )
}

const count = (text: string) => formatShort(Number(text))

function limitColumn(
  header: string,
  name: keyof LimitFields,
  format: (text: string) => string,
): Column<Plan> {
  const text = (plan: Plan) => fieldsOf(plan)[name]
  const cell = (plan: Plan) => (text(plan) === '' ? '–' : format(text(plan)))
  return { header, align: 'right', cell, text }
}

const COLUMNS: readonly Column<Plan>[] = [
  {
    header: 'Plan',
    cell: ({ name, description }) => (
      <Link to="/tenants" search={{ plan: name }} className="group block" title="Tenants on this plan">
        <span className="block font-medium group-hover:underline group-hover:underline-offset-2">{name}</span>
        {description !== undefined && <span className="text-xs text-kumo-subtle">{description}</span>}
      </Link>
    ),
    text: ({ name }) => name,
  },
  limitColumn('Requests/min', 'requestsPerMinute', count),
  limitColumn('Tokens/day', 'tokensPerDay', count),
  limitColumn('Tokens/month', 'tokensPerMonth', count),
  limitColumn('Cost/month', 'spendPerMonth', formatMoney),
  {
    header: 'Changed',
    align: 'right',
    cell: ({ updatedAt }) => <Time at={updatedAt} relative />,
    text: ({ updatedAt }) => updatedAt,
  },
]
