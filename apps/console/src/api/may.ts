import { useQuery } from '@tanstack/react-query'

import { sessionQuery, type Role } from './session.ts'

/** What the signed-in role may do; the API refuses the rest, the page does not offer it. */
export interface May {
  readonly role: Role
  /** Tenants, keys, documents, webhooks, flags. */
  readonly operate: boolean
  /** Plans and prices. */
  readonly setPrices: boolean
  /** Erase, and say who may do what. */
  readonly own: boolean
}

export function mayOf(role: Role): May {
  return {
    role,
    operate: role === 'owner' || role === 'operator',
    setPrices: role === 'owner' || role === 'billing',
    own: role === 'owner',
  }
}

export function useMay(): May {
  const { data } = useQuery(sessionQuery)
  return mayOf(data?.kind === 'operator' ? data.role : 'viewer')
}
