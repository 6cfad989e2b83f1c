import { InAppLink } from '../../pieces/in-app-link.tsx'

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
        <InAppLink
          path={`/tenants/${id}`}
          className="font-mono text-[0.8125rem] text-kumo-link underline underline-offset-2"
        >
          {id}
        </InAppLink>
      ) : (
        <span className="font-mono text-[0.8125rem]">{id.length > 20 ? `${id.slice(0, 18)}…` : id}</span>
      )}
    </span>
  )
}
