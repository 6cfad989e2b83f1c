import { SealCheckIcon, SealWarningIcon } from '@phosphor-icons/react'
import { useQuery } from '@tanstack/react-query'

import { CopyableId } from '../../pieces/text/copy.tsx'
import { formatCount } from '../../pieces/text/format.ts'
import { Time } from '../../pieces/text/time.tsx'
import { verdictQuery } from '../../records/audit.ts'

/** Whether the chain is whole, with the hash to keep elsewhere. */
export function ChainVerdict() {
  const { data, dataUpdatedAt } = useQuery(verdictQuery)
  if (data === undefined) return <div className="h-13 animate-pulse rounded-xl bg-kumo-fill" />
  const { valid, events, hash, brokenAt } = data.data
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-xl border border-kumo-hairline bg-kumo-base px-4 py-3">
      {valid ? (
        <SealCheckIcon size={22} weight="fill" aria-hidden className="text-kumo-success" />
      ) : (
        <SealWarningIcon size={22} weight="fill" aria-hidden className="text-kumo-danger" />
      )}
      <span className="font-medium">
        {valid
          ? `${formatCount(events)} events, the chain is whole`
          : `The chain is broken at ${brokenAt ?? 'an unknown event'}`}
      </span>
      <span className="text-xs text-kumo-subtle">
        verified <Time at={dataUpdatedAt} />
      </span>
      <span className="ml-auto min-w-0 max-w-80">
        <CopyableId text={hash} what="last hash" />
      </span>
    </div>
  )
}
