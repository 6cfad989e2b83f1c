import type { CreateKey } from '../../records/keys.ts'

export const SCOPES = [
  'chat',
  'search',
  'documents:read',
  'documents:write',
  'usage:read',
  'keys:write',
] as const
export type Scope = (typeof SCOPES)[number]

export const EXPIRIES = {
  '30': 'In 30 days',
  '90': 'In 90 days',
  '365': 'In a year',
  never: 'Never',
} as const
export type Expiry = keyof typeof EXPIRIES

const DAY_MS = 86_400_000

/** The form of a new key, as people fill it in. */
export interface KeyForm {
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly expiry: Expiry
  readonly tokensPerDay: string
  readonly spendPerDay: string
  readonly allowedIps: string
}

export const NEW_KEY: KeyForm = {
  name: '',
  scopes: ['chat', 'search', 'documents:read', 'documents:write', 'usage:read'],
  expiry: '90',
  tokensPerDay: '',
  spendPerDay: '',
  allowedIps: '',
}

export function isExpiry(value: unknown): value is Expiry {
  return typeof value === 'string' && Object.hasOwn(EXPIRIES, value)
}

/** What the API is asked for: only what was filled in. */
export function wishOf(form: KeyForm, now: number): CreateKey {
  const { name, scopes, expiry, tokensPerDay, spendPerDay, allowedIps } = form
  const limits = {
    ...(tokensPerDay.trim() === '' ? {} : { tokensPerDay: Number(tokensPerDay) }),
    ...(spendPerDay.trim() === '' ? {} : { spendPerDay: spendPerDay.trim() }),
  }
  const ips = allowedIps.split(/[\s,]+/).filter((ip) => ip !== '')
  return {
    ...(name.trim() === '' ? {} : { name: name.trim() }),
    scopes: [...scopes],
    ...(expiry === 'never' ? {} : { expiresAt: new Date(now + Number(expiry) * DAY_MS).toISOString() }),
    ...(Object.keys(limits).length === 0 ? {} : { limits }),
    ...(ips.length === 0 ? {} : { allowedIps: ips }),
  }
}
