import type { Filters } from '../../pieces/list/use-filters.ts'

type Name = 'actor' | 'action' | 'target' | 'from' | 'to'

/** Days of the filter as moments of the API: both days are included. */
export function auditQueryOf({ from, to, ...rest }: Filters<Name>): Filters<Name> {
  return {
    ...rest,
    ...(from === undefined ? {} : { from: `${from}T00:00:00.000Z` }),
    ...(to === undefined ? {} : { to: `${to}T23:59:59.999Z` }),
  }
}
