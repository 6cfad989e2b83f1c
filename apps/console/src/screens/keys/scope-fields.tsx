import { SCOPES, type Scope } from './key-form.ts'

const MEANINGS = {
  chat: 'Ask models, keep conversations',
  search: 'Search documents, grounded answers',
  'documents:read': 'List and read documents',
  'documents:write': 'Add, replace and delete documents',
  'usage:read': 'See usage and limits',
  'keys:write': 'Create and revoke keys that may do no more',
} as const satisfies Record<Scope, string>

interface ScopeFieldsProps {
  /** Left out: all there are. */
  readonly offered?: readonly Scope[]
  readonly chosen: readonly Scope[]
  readonly onChange: (scopes: readonly Scope[]) => void
}

export function ScopeFields({ offered = SCOPES, chosen, onChange }: ScopeFieldsProps) {
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium">May</legend>
      <div className="grid gap-x-4 gap-y-1 sm:grid-cols-2">
        {offered.map((scope) => (
          <label key={scope} className="flex cursor-pointer items-start gap-2 rounded-md py-1">
            <input
              type="checkbox"
              className="mt-0.5 size-4 shrink-0 accent-kumo-brand"
              checked={chosen.includes(scope)}
              onChange={(event) =>
                onChange(
                  SCOPES.filter((one) => (one === scope ? event.target.checked : chosen.includes(one))),
                )
              }
            />
            <span>
              <span className="block font-mono text-[0.8125rem]">{scope}</span>
              <span className="block text-xs text-kumo-subtle">{MEANINGS[scope]}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
