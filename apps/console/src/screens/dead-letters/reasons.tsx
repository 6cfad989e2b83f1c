import type { DeadLetter } from '../../records/documents.ts'

/** How many failed for which reason, the commonest first. */
export function Reasons({ letters }: { readonly letters: readonly DeadLetter[] }) {
  const byReason = Map.groupBy(letters, ({ reason }) => reason?.code ?? 'unknown')
  const counts = [...byReason].map(([code, those]) => ({ code, count: those.length }))
  return (
    <ul aria-label="Reasons" className="flex flex-wrap gap-2">
      {counts
        .toSorted((left, right) => right.count - left.count)
        .map(({ code, count }) => (
          <li key={code} className="rounded-lg border border-kumo-hairline bg-kumo-base px-2.5 py-1">
            <span className="font-semibold tabular-nums">{count}</span>{' '}
            <span className="text-kumo-subtle">{code.replaceAll('_', ' ')}</span>
          </li>
        ))}
    </ul>
  )
}
