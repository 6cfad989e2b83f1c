import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'

export type Filters<Name extends string> = { readonly [N in Name]?: string | undefined }

/** What a route takes from its query: these names, as text; everything else is dropped. */
export function textSearch<const Name extends string>(...names: readonly Name[]) {
  return (search: Readonly<Record<string, unknown>>): { [N in Name]?: string | undefined } => {
    const kept: { [N in Name]?: string | undefined } = {}
    for (const name of names) {
      const value = search[name]
      if (typeof value === 'string' && value !== '') kept[name] = value
    }
    return kept
  }
}

/** Filters that stand in the URL, so that a link shows the same list. */
export function useFilters<const Name extends string>(...names: readonly Name[]) {
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false })
  const navigate = useNavigate()
  const filters: Filters<Name> = textSearch(...names)(search)
  // The same function each time: what takes it need not be drawn anew with every other filter.
  const setFilters = useCallback(
    (changed: Filters<Name>) => {
      const search = (before: Readonly<Record<string, unknown>>) =>
        Object.fromEntries(
          Object.entries({ ...before, ...changed }).filter(
            ([, value]) => value !== undefined && value !== '',
          ),
        )
      void navigate({ to: '.', search, replace: true })
    },
    [navigate],
  )
  return [filters, setFilters] as const
}
