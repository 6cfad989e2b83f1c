import { Badge } from '@cloudflare/kumo/components/badge'
import { Button } from '@cloudflare/kumo/components/button'

import type { Column } from '../../pieces/list/columns.ts'
import { formatMoney } from '../../pieces/text/format.ts'
import { Name } from '../../pieces/text/name.tsx'
import { Time } from '../../pieces/text/time.tsx'
import type { KeyView, ListedKey } from '../../records/keys.ts'
import { stateOf, type KeyState } from './key-state.ts'
import { limitsInWords, scopesInWords } from './limits-in-words.ts'

export type KeyAction = 'rotate' | 'revoke'

const VARIANTS = {
  active: 'success',
  rotating: 'warning',
  scheduled: 'neutral',
  expired: 'neutral',
  revoked: 'neutral',
} as const satisfies Record<KeyState, string>

/** Without `onAct` the reader may only look. */
export function keyColumns(
  now: number,
  onAct?: (action: KeyAction, key: KeyView) => void,
): readonly Column<ListedKey>[] {
  const actions: Column<ListedKey> = {
    header: ' Actions',
    align: 'right',
    cell: (key) => onAct !== undefined && <KeyButtons keyShown={key} now={now} onAct={onAct} />,
  }
  return [...columnsAt(now), ...(onAct === undefined ? [] : [actions])]
}

function columnsAt(now: number): readonly Column<ListedKey>[] {
  return [
    {
      header: 'Key',
      cell: ({ id, name }) => (
        <span className="block">
          <Name>{name ?? 'unnamed'}</Name>
          <span className="font-mono text-xs text-kumo-subtle">…{id}</span>
        </span>
      ),
      text: ({ id, name }) => `${name ?? ''} ${id}`.trim(),
      sortBy: ({ name }) => name?.toLowerCase(),
    },
    {
      header: 'State',
      cell: (key) => <KeyStateBadge keyShown={key} now={now} />,
      text: (key) => stateOf(key, now),
      sortBy: (key) => stateOf(key, now),
    },
    {
      header: 'May',
      cell: ({ scopes }) => (
        <span className="block max-w-52 text-xs text-kumo-subtle">{scopesInWords(scopes)}</span>
      ),
      text: ({ scopes }) => scopes.join(' '),
    },
    {
      header: 'Limits',
      cell: (key) => <span className="block max-w-40 min-w-20 text-xs">{limitsInWords(key)}</span>,
      text: limitsInWords,
    },
    {
      header: 'Created by',
      cell: (key) => <span className="text-xs break-all text-kumo-subtle">{creatorOf(key)}</span>,
      text: creatorOf,
      sortBy: creatorOf,
    },
    {
      header: 'Last used',
      cell: ({ lastUsedAt }) => <Time at={lastUsedAt} relative />,
      text: ({ lastUsedAt }) => lastUsedAt,
      sortBy: ({ lastUsedAt }) => lastUsedAt,
    },
    {
      header: 'Cost, 30 d',
      align: 'right',
      cell: ({ cost30d }) => (cost30d === null ? 'unknown' : formatMoney(cost30d ?? '0')),
      text: ({ cost30d }) => cost30d,
      sortBy: ({ cost30d }) => Number(cost30d ?? 0),
    },
    {
      header: 'Expires',
      cell: ({ expiresAt }) => <Time at={expiresAt} relative />,
      text: ({ expiresAt }) => expiresAt,
      sortBy: ({ expiresAt }) => expiresAt,
    },
  ]
}

function creatorOf({ creator, createdBy }: ListedKey): string {
  return creator ?? (createdBy === 'bootstrap' ? 'admin token' : createdBy)
}

function KeyStateBadge({ keyShown, now }: { readonly keyShown: KeyView; readonly now: number }) {
  const state = stateOf(keyShown, now)
  return (
    <span className="flex flex-col gap-0.5">
      <Badge variant={VARIANTS[state]} appearance="dot">
        {state}
      </Badge>
      {state === 'rotating' && (
        <span className="text-xs text-kumo-subtle">
          old ends <Time at={keyShown.previousExpiresAt} relative />
        </span>
      )}
    </span>
  )
}

interface KeyButtonsProps {
  readonly keyShown: KeyView
  readonly now: number
  readonly onAct: (action: KeyAction, key: KeyView) => void
}

function KeyButtons({ keyShown, now, onAct }: KeyButtonsProps) {
  if (stateOf(keyShown, now) === 'revoked') return null
  const name = keyShown.name ?? keyShown.id
  return (
    <span className="inline-flex gap-1.5">
      <Button size="sm" aria-label={`Rotate ${name}`} onClick={() => onAct('rotate', keyShown)}>
        Rotate
      </Button>
      <Button
        size="sm"
        variant="secondary-destructive"
        aria-label={`Revoke ${name}`}
        onClick={() => onAct('revoke', keyShown)}
      >
        Revoke
      </Button>
    </span>
  )
}
