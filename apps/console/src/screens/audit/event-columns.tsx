import { Diff } from '../../pieces/diff.tsx'
import type { Column } from '../../pieces/list/columns.ts'
import { Time } from '../../pieces/text/time.tsx'
import type { AuditEvent } from '../../records/audit.ts'
import { Target } from './target.tsx'

export const AUDIT_COLUMNS: readonly Column<AuditEvent>[] = [
  {
    header: 'When',
    cell: ({ occurredAt }) => <Time at={occurredAt} />,
    text: ({ occurredAt }) => occurredAt,
    className: 'align-top!',
  },
  {
    header: 'Actor',
    cell: ({ actor, context }) => (
      <span className="block max-w-44">
        <span className="block truncate font-medium" title={actor.id}>
          {actor.name}
        </span>
        <span className="block truncate text-xs text-kumo-subtle">
          {actor.type}
          {context.ip === undefined ? '' : ` · ${context.ip}`}
        </span>
      </span>
    ),
    text: ({ actor }) => actor.id,
    className: 'align-top!',
  },
  {
    header: 'Action',
    cell: ({ action, reason }) => (
      <span className="block max-w-64">
        <span className="font-mono text-[0.8125rem]">{action}</span>
        {reason !== undefined && <span className="block text-xs text-kumo-subtle">“{reason}”</span>}
      </span>
    ),
    text: ({ action }) => action,
    className: 'align-top!',
  },
  {
    header: 'Target',
    cell: ({ targets }) => (
      <span className="flex flex-col gap-0.5">
        {targets.map((target) => (
          <Target key={`${target.type} ${target.id}`} {...target} />
        ))}
      </span>
    ),
    text: ({ targets }) => targets.map(({ id }) => id).join(' '),
    className: 'align-top!',
  },
  {
    header: 'Changes',
    cell: (event) => <Changes event={event} />,
    text: ({ changes }) => changes.map(({ path }) => path).join(' '),
    className: 'align-top! w-[28rem]',
  },
]

function Changes({ event }: { readonly event: AuditEvent }) {
  const { changes } = event
  if (changes.length === 0) return <span className="text-kumo-subtle">–</span>
  return (
    <details>
      <summary className="cursor-pointer text-kumo-link">
        {changes.length === 1 ? (changes[0]?.path ?? '1 field') : `${changes.length} fields`}
      </summary>
      <div className="mt-2 max-w-md">
        <Diff changes={changes} />
      </div>
    </details>
  )
}
