import { useQuery } from '@tanstack/react-query'

import { live } from '../../api/live.ts'
import { request } from '../../api/request.ts'
import { Card } from '../../pieces/card.tsx'
import { CopyableId } from '../../pieces/text/copy.tsx'
import { SourceLine } from '../../pieces/text/source-line.tsx'
import { Time } from '../../pieces/text/time.tsx'

const LIVE_MS = 15_000

/** Which version of the control plane answers this page. */
export function ReleaseView() {
  const { data, dataUpdatedAt } = useQuery({
    queryKey: ['release'],
    queryFn: async () =>
      (await request('GET', '/admin/v1/whoami')).headers.get('x-bulkhead-version') ?? 'unknown',
    ...live(LIVE_MS),
  })
  return (
    <Card title="Control plane">
      <p className="mb-1 text-kumo-subtle">The version that answers this page:</p>
      {data !== undefined && <CopyableId text={data} what="version" />}
      <div className="mt-4">
        <SourceLine>
          Read <Time at={dataUpdatedAt} />. Releases are rolled out, compared and rolled back with bulkhead
          deploy; every answer says in x-bulkhead-version which one ran.
        </SourceLine>
      </div>
    </Card>
  )
}
