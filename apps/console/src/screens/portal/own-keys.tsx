import { Button } from '@cloudflare/kumo/components/button'
import { KeyIcon, PlusIcon } from '@phosphor-icons/react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

import { Card } from '../../pieces/card.tsx'
import { EmptyState } from '../../pieces/feedback/states.tsx'
import type { Column } from '../../pieces/list/columns.ts'
import { DataTable } from '../../pieces/list/data-table.tsx'
import { Name } from '../../pieces/text/name.tsx'
import { StatusBadge } from '../../pieces/text/status-badge.tsx'
import { Time } from '../../pieces/text/time.tsx'
import type { KeyView, NewKey } from '../../records/keys.ts'
import { CreateKey } from '../keys/create-key.tsx'
import { SCOPES } from '../keys/key-form.ts'
import { NewKeyShown } from '../keys/new-key-shown.tsx'
import { ChangeOwnKey, type Asked } from './change-own-key.tsx'
import type { Holder } from './holder.ts'
import { createOwnKey, useOwnPages } from './portal-api.ts'

/** The tenant's keys: another one, a new secret with time to change over, or an end at once. */
export function OwnKeys({ holder }: { readonly holder: Holder }) {
  const pages = useOwnPages<KeyView>(holder, '/v1/keys', {})
  const [asked, setAsked] = useState<Asked>()
  const [isCreating, setCreating] = useState(false)
  const [shown, setShown] = useState<NewKey>()
  const client = useQueryClient()
  const again = () => client.invalidateQueries({ queryKey: ['list', '/v1/keys'] })
  const shownAnew = (key: NewKey | undefined) => {
    setShown(key)
    void again()
  }
  return (
    <>
      <div className="flex justify-end">
        <Button variant="primary" icon={PlusIcon} onClick={() => setCreating(true)}>
          Create key
        </Button>
      </div>
      <Card flush>
        <DataTable
          what="keys"
          pages={pages}
          columns={[...COLUMNS, actions(setAsked)]}
          idOf={({ id }) => id}
          isDimmed={({ status }) => status !== 'active'}
          empty={
            <EmptyState
              icon={KeyIcon}
              title="No keys"
              why="Whoever runs this deployment makes the first one."
            />
          }
        />
      </Card>
      {asked !== undefined && (
        <ChangeOwnKey asked={asked} holder={holder} onClose={() => setAsked(undefined)} onKey={shownAnew} />
      )}
      {isCreating && (
        <CreateKey
          create={(wish) => createOwnKey(holder, wish)}
          offered={SCOPES.filter((scope) => holder.scopes?.includes(scope) ?? true)}
          onClose={() => setCreating(false)}
          onCreated={shownAnew}
        />
      )}
      {shown !== undefined && <NewKeyShown newKey={shown} onClose={() => setShown(undefined)} />}
    </>
  )
}

const COLUMNS: readonly Column<KeyView>[] = [
  {
    header: 'Name',
    cell: ({ name, id }) => <Name>{name ?? id}</Name>,
    text: ({ name, id }) => name ?? id,
  },
  { header: 'Id', cell: ({ id }) => <code className="font-mono text-xs">{id}</code>, text: ({ id }) => id },
  { header: 'Status', cell: ({ status }) => <StatusBadge status={status} />, text: ({ status }) => status },
  { header: 'Scopes', cell: ({ scopes }) => scopes.join(', '), text: ({ scopes }) => scopes.join(' ') },
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
]

function actions(ask: (asked: Asked) => void): Column<KeyView> {
  return {
    header: ' Actions',
    align: 'right',
    cell: (key) =>
      key.status === 'active' && (
        <span className="flex justify-end gap-1.5">
          <Button
            size="sm"
            aria-label={`Rotate ${key.name ?? key.id}`}
            onClick={() => ask({ what: 'rotate', key })}
          >
            Rotate
          </Button>
          <Button
            size="sm"
            aria-label={`Revoke ${key.name ?? key.id}`}
            onClick={() => ask({ what: 'revoke', key })}
          >
            Revoke
          </Button>
        </span>
      ),
  }
}
