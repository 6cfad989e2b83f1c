import { Link } from '@tanstack/react-router'

interface TargetProps {
  readonly type: string
  readonly id: string
}

/** What was changed; a tenant leads to its page. */
export function Target({ type, id }: TargetProps) {
  return (
    <span className="whitespace-nowrap">
      <span className="text-xs text-kumo-subtle">{type} </span>
      {type === 'tenant' ? (
        <Link
          to="/tenants/$tenantId"
          params={{ tenantId: id }}
          className="font-mono text-[0.8125rem] text-kumo-link underline underline-offset-2"
        >
          {id}
        </Link>
      ) : (
        <span className="font-mono text-[0.8125rem]">{id.length > 20 ? `${id.slice(0, 18)}…` : id}</span>
      )}
    </span>
  )
}
