import * as z from 'zod/mini'

/** What an operator may do, from everything to looking. */
export const ROLES = ['owner', 'operator', 'billing', 'viewer'] as const
export const Role = z.enum(ROLES)
export type Role = z.infer<typeof Role>
