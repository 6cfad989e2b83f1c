import { Button } from '@cloudflare/kumo/components/button'
import { PencilSimpleIcon } from '@phosphor-icons/react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { useMay } from '../../api/may.ts'
import { Card } from '../../pieces/card.tsx'
import { ErrorState, LoadingState } from '../../pieces/feedback/states.tsx'
import { SourceLine } from '../../pieces/text/source-line.tsx'
import { Time } from '../../pieces/text/time.tsx'
import { pricesQuery, type PriceTable } from '../../records/prices.ts'
import { EditPrices } from './edit-prices.tsx'
import { PriceRows } from './price-rows.tsx'

export function PricesView() {
  const { data, error, refetch } = useQuery(pricesQuery)
  const [isEditing, setEditing] = useState(false)
  const { setPrices: may } = useMay()
  if (error !== null && data === undefined) return <ErrorState error={error} retry={() => void refetch()} />
  if (data === undefined) return <LoadingState what="the prices" />
  const { versions, ...current } = data.data
  const edit = may ? (
    <Button size="sm" icon={PencilSimpleIcon} onClick={() => setEditing(true)}>
      New version
    </Button>
  ) : undefined
  return (
    <>
      <Card title="US dollars for a million tokens" aside={edit} flush>
        <PriceRows models={current.models} />
        <div className="border-t border-kumo-hairline px-4 py-3">
          <SourceLine>
            Version {current.version}. What was settled before a version keeps its price. A model without a
            price costs “unknown”, never 0.
          </SourceLine>
        </div>
      </Card>
      <Card title="Versions" flush>
        <ul>
          {versions.map((version) => (
            <Version
              key={version.version}
              version={version}
              isCurrent={version.version === current.version}
            />
          ))}
        </ul>
      </Card>
      {isEditing && <EditPrices current={current} etag={data.etag} onClose={() => setEditing(false)} />}
    </>
  )
}

function Version({ version, isCurrent }: { readonly version: PriceTable; readonly isCurrent: boolean }) {
  return (
    <li className="flex flex-wrap items-baseline gap-x-4 border-b border-kumo-hairline px-4 py-2.5 last:border-b-0">
      <span className="w-24 font-medium">Version {version.version}</span>
      <span>
        {version.version === 0 ? (
          'from the catalogue, from the beginning'
        ) : (
          <>
            from <Time at={version.effectiveFrom} />
          </>
        )}
      </span>
      {version.createdBy !== undefined && <span className="text-kumo-subtle">by {version.createdBy}</span>}
      {isCurrent && <span className="ml-auto text-xs font-medium text-kumo-success">counts now</span>}
    </li>
  )
}
