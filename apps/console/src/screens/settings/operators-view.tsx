import { Button } from '@cloudflare/kumo/components/button'
import { PlusIcon, UsersThreeIcon } from '@phosphor-icons/react'
import { useState } from 'react'

import { usePages } from '../../api/pages.ts'
import { Card } from '../../pieces/card.tsx'
import { ConfirmDialog } from '../../pieces/dialog/confirm-dialog.tsx'
import { ShowOnce } from '../../pieces/dialog/show-once.tsx'
import { EmptyState } from '../../pieces/feedback/states.tsx'
import { toastDone } from '../../pieces/feedback/toasts.tsx'
import type { Column } from '../../pieces/list/columns.ts'
import { DataTable } from '../../pieces/list/data-table.tsx'
import { newestOf } from '../../pieces/list/newest-of.ts'
import { Name } from '../../pieces/text/name.tsx'
import { Time } from '../../pieces/text/time.tsx'
import { OPERATORS_PATH, removeOperator, type Operator } from '../../records/operators.ts'
import { ChangeRole } from './change-role.tsx'
import { CreateOperator } from './create-operator.tsx'

/** For owners alone. */
export function OperatorsView() {
  const pages = usePages<Operator>(OPERATORS_PATH)
  const [isCreating, setCreating] = useState(false)
  const [token, setToken] = useState<string>()
  const [asked, setAsked] = useState<{ readonly what: 'role' | 'removal'; readonly of: Operator }>()
  const operator = newestOf(pages.rows, asked?.of)
  const changed = asked?.what === 'role' ? operator : undefined
  const removed = asked?.what === 'removal' ? operator : undefined
  const close = () => setAsked(undefined)
  return (
    <>
      <Card
        title="Operators"
        aside={
          <Button size="sm" icon={PlusIcon} onClick={() => setCreating(true)}>
            Create operator
          </Button>
        }
        flush
      >
        <DataTable
          what="operators"
          pages={pages}
          columns={[...COLUMNS, actionsOf(setAsked)]}
          idOf={({ id }) => id}
          empty={
            <EmptyState
              icon={UsersThreeIcon}
              title="Only the admin token yet"
              why="Give every person and program a token of its own, with the least role that does: the audit log then says who."
            />
          }
        />
      </Card>
      {isCreating && <CreateOperator onClose={() => setCreating(false)} onCreated={setToken} />}
      {token !== undefined && (
        <ShowOnce
          title="The operator's token"
          what="token"
          secret={token}
          onClose={() => setToken(undefined)}
        />
      )}
      {changed !== undefined && <ChangeRole operator={changed} onClose={close} />}
      <ConfirmDialog
        open={removed !== undefined}
        onClose={close}
        title={`Remove ${removed?.name ?? 'operator'}`}
        description="The token and every session of it are refused from the next request on."
        submit="Remove"
        isDestructive
        onConfirm={async (reason) => {
          if (removed === undefined) return
          await removeOperator(removed, reason)
          toastDone(`${removed.name} is removed`)
        }}
      />
    </>
  )
}

function actionsOf(onAsk: (asked: { what: 'role' | 'removal'; of: Operator }) => void): Column<Operator> {
  return {
    header: ' Actions',
    align: 'right',
    cell: (operator) => (
      <span className="inline-flex gap-1.5">
        <Button
          size="sm"
          aria-label={`Change the role of ${operator.name}`}
          onClick={() => onAsk({ what: 'role', of: operator })}
        >
          Role
        </Button>
        <Button
          size="sm"
          variant="secondary-destructive"
          aria-label={`Remove ${operator.name}`}
          onClick={() => onAsk({ what: 'removal', of: operator })}
        >
          Remove
        </Button>
      </span>
    ),
  }
}

const COLUMNS: readonly Column<Operator>[] = [
  {
    header: 'Operator',
    cell: ({ name, email, id }) => (
      <span className="block">
        <Name>{name}</Name>
        <span className="text-xs text-kumo-subtle">{email ?? id}</span>
      </span>
    ),
    text: ({ name }) => name,
  },
  { header: 'Role', cell: ({ role }) => role, text: ({ role }) => role },
  {
    header: 'Last used',
    cell: ({ lastUsedAt }) => <Time at={lastUsedAt} relative />,
    text: ({ lastUsedAt }) => lastUsedAt,
  },
  {
    header: 'Expires',
    cell: ({ expiresAt }) => <Time at={expiresAt} relative />,
    text: ({ expiresAt }) => expiresAt,
  },
  {
    header: 'Created',
    cell: ({ createdAt, createdBy }) => (
      <>
        <Time at={createdAt} relative /> <span className="text-xs text-kumo-subtle">by {createdBy}</span>
      </>
    ),
    text: ({ createdAt }) => createdAt,
  },
]
