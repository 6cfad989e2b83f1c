import { Figure, Figures } from '../../pieces/figure.tsx'
import { formatMs } from '../../pieces/text/format.ts'
import type { Overview } from '../../records/overview.ts'

const BAD_SHARE = 0.01

export function TrafficFigures({ traffic }: { readonly traffic: Overview['traffic'] }) {
  if (traffic === undefined) return <p className="text-kumo-subtle">Traffic cannot be read right now.</p>
  const { seconds, requests, failed, p50Ms, p95Ms } = traffic
  const perMinute = (requests / seconds) * 60
  const share = requests === 0 ? undefined : failed / requests
  const span = `the last ${Math.round(seconds / 60)} minutes`
  return (
    <section aria-label="Traffic">
      <Figures>
        <Figure
          label="Requests a minute"
          value={perMinute.toFixed(perMinute < 10 ? 1 : 0)}
          note={`over ${span}`}
        />
        <Figure
          label="Failed (5xx)"
          value={share === undefined ? '–' : `${(share * 100).toFixed(1)} %`}
          note={`${failed} of ${requests} in ${span}`}
          tone={share !== undefined && share >= BAD_SHARE ? 'bad' : 'plain'}
        />
        <Figure
          label="Latency, p95"
          value={p95Ms === null ? '–' : formatMs(p95Ms)}
          note={p50Ms === null ? 'no request to measure' : `half within ${formatMs(p50Ms)}`}
        />
      </Figures>
    </section>
  )
}
