import { Button } from '@cloudflare/kumo/components/button'
import { KeyIcon } from '@phosphor-icons/react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

import { Card } from '../../pieces/card.tsx'
import { ConfirmDialog } from '../../pieces/dialog/confirm-dialog.tsx'
import { ShowOnce } from '../../pieces/dialog/show-once.tsx'
import { EmptyState } from '../../pieces/feedback/states.tsx'
import { toastDone } from '../../pieces/feedback/toasts.tsx'
import type { Column } from '../../pieces/list/columns.ts'
import { DataTable } from '../../pieces/list/data-table.tsx'
import { StatusBadge } from '../../pieces/text/status-badge.tsx'
import { Time } from '../../pieces/text/time.tsx'
import type { KeyView, NewKey } from '../../records/keys.ts'
import { GraceChoice } from './grace-choice.tsx'
import type { Holder } from './holder.ts'
import { revokeOwnKey, rotateOwnKey, useOwnPages } from './portal-api.ts'

interface Asked {
  readonly what: 'rotate' | 'revoke'
  readonly key: KeyView
}

/** The tenant's keys: a new secret with time to change over, or an end at once. */
export function OwnKeys({ holder }: { readonly holder: Holder }) {
  const pages = useOwnPages<KeyView>(holder, '/v1/keys', {})
  const [asked, setAsked] = useState<Asked>()
  const [shown, setShown] = useState<NewKey>()
  const [graceSeconds, setGrace] = useState(86_400)
  const client = useQueryClient()
  const confirm = async () => {
    if (asked === undefined) return
    if (asked.what === 'rotate') setShown(await rotateOwnKey(holder, asked.key.id, graceSeconds))
    else {
      await revokeOwnKey(holder, asked.key.id)
      toastDone('The key is revoked')
    }
    await client.invalidateQueries({ queryKey: ['list', '/v1/keys'] })
  }
  return (
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
      {asked !== undefined && (
        <ConfirmDialog
          open
          title={`${asked.what === 'rotate' ? 'Rotate' : 'Revoke'} ${asked.key.name ?? asked.key.id}`}
          description={
            asked.what === 'rotate'
              ? 'The key gets a new secret and keeps its id, scopes and limits.'
              : 'Requests with this key are refused from the acknowledgement on. This cannot be undone.'
          }
          submit={asked.what === 'rotate' ? 'Rotate' : 'Revoke'}
          isDestructive={asked.what === 'revoke'}
          onClose={() => setAsked(undefined)}
          onConfirm={confirm}
        >
          {asked.what === 'rotate' && <GraceChoice value={graceSeconds} onChange={setGrace} />}
        </ConfirmDialog>
      )}
      {shown !== undefined && (
        <ShowOnce title="The new secret" what="key" secret={shown.key} onClose={() => setShown(undefined)} />
      )}
    </Card>
  )
}

const COLUMNS: readonly Column<KeyView>[] = [
  {
    header: 'Name',
    cell: ({ name, id }) => <span className="font-medium">{name ?? id}</span>,
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
