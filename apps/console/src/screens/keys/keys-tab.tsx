import { Button } from '@cloudflare/kumo/components/button'
import { KeyIcon, PlusIcon } from '@phosphor-icons/react'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'

import { useMay } from '../../api/may.ts'
import { usePages } from '../../api/pages.ts'
import { Card } from '../../pieces/card.tsx'
import { EmptyState } from '../../pieces/feedback/states.tsx'
import { DataTable } from '../../pieces/list/data-table.tsx'
import { useFilters } from '../../pieces/list/use-filters.ts'
import { keysPath, type KeyView, type ListedKey, type NewKey } from '../../records/keys.ts'
import { HygieneCards } from './hygiene-cards.tsx'
import { keyColumns } from './key-columns.tsx'
import { KeyDialogs, type Doing } from './key-dialogs.tsx'
import { KeyFilters } from './key-filters.tsx'
import { CARD_NAMES, keysOn, stateOf } from './key-state.ts'
import { NewKeyShown } from './new-key-shown.tsx'

const PAGE = 100
const LIVE_MS = 30_000

export function KeysTab() {
  const { tenantId = '' } = useParams({ strict: false })
  const [{ q, status, card, sort }, setFilters] = useFilters('q', 'status', 'card', 'sort')
  const pages = usePages<ListedKey>(keysPath(tenantId), { query: { limit: PAGE }, everyMs: LIVE_MS })
  const [doing, setDoing] = useState<Doing>()
  const [shown, setShown] = useState<NewKey>()
  const may = useMay()
  const now = Date.now()
  const onCard = CARD_NAMES.find((name) => name === card)
  const rows = (onCard === undefined ? pages.rows : keysOn(onCard, pages.rows, now)).filter(
    (key) => matches(key, q) && (status === undefined || stateOf(key, now) === status),
  )
  const create = (
    <Button variant="primary" icon={PlusIcon} onClick={() => setDoing({ action: 'create' })}>
      Create key
    </Button>
  )
  return (
    <>
      <HygieneCards
        keys={pages.rows}
        hasMore={pages.hasMore}
        chosen={onCard}
        onChoose={(next) => setFilters({ card: next })}
      />
      <div className="flex flex-wrap items-center justify-between gap-2">
        <KeyFilters />
        {may.operate && create}
      </div>
      <Card flush>
        <DataTable
          what="keys"
          pages={rows.length === pages.rows.length ? pages : { ...pages, rows, everyPage: undefined }}
          columns={keyColumns(now, may.operate ? (action, key) => setDoing({ action, key }) : undefined)}
          idOf={({ id }) => id}
          sort={sort}
          onSort={(next) => setFilters({ sort: next })}
          isDimmed={(key) => stateOf(key, now) === 'revoked' || stateOf(key, now) === 'expired'}
          note="last use is at most a minute old"
          empty={<NoKeys isFiltered={pages.rows.length > 0} />}
        />
      </Card>
      <KeyDialogs
        tenantId={tenantId}
        keys={pages.rows}
        doing={doing}
        onClose={() => setDoing(undefined)}
        onKey={setShown}
      />
      {shown !== undefined && <NewKeyShown newKey={shown} onClose={() => setShown(undefined)} />}
    </>
  )
}

function matches({ id, name }: KeyView, q: string | undefined): boolean {
  return q === undefined || `${name ?? ''} ${id}`.toLowerCase().includes(q.toLowerCase())
}

function NoKeys({ isFiltered }: { readonly isFiltered: boolean }) {
  return isFiltered ? (
    <EmptyState
      icon={KeyIcon}
      title="No key matches"
      why="Take away a filter, or search for a part of the name."
    />
  ) : (
    <EmptyState icon={KeyIcon} title="No keys yet" why="Without a key nothing of this tenant can be asked." />
  )
}
