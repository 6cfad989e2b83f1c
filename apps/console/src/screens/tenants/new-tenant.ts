import type { Schemas } from '../../api/admin.ts'

/** What the form asks for; everything else has a default or comes from the plan. */
export interface NewTenant {
  readonly name: string
  readonly id: string
  readonly model: string
  /** Empty: the tenant has limits of its own. */
  readonly plan: string
  readonly requestsPerMinute: string
  readonly tokensPerDay: string
}

export const NEW_TENANT: NewTenant = {
  name: '',
  id: '',
  model: '',
  plan: '',
  requestsPerMinute: '600',
  tokensPerDay: '1000000',
}

const MAX_ID_CHARS = 32
const BURST_OF_A_MINUTE = 6

/** `Acme Ship Chandlers` → `acme-ship-chandlers`: an id is part of keys and URLs. */
export function idFrom(name: string): string {
  const plain = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
  return plain
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, MAX_ID_CHARS)
    .replace(/-$/, '')
}

/** The document that the API wants. */
export function documentOf({
  name,
  id,
  model,
  plan,
  requestsPerMinute,
  tokensPerDay,
}: NewTenant): Schemas['TenantDraft'] {
  const own = {
    rateLimit: {
      requestsPerMinute: Number(requestsPerMinute),
      burst: Math.max(1, Math.ceil(Number(requestsPerMinute) / BURST_OF_A_MINUTE)),
    },
    budget: { tokensPerDay: Number(tokensPerDay) },
  }
  return {
    id,
    name: name.trim(),
    status: 'active',
    tier: 'standard',
    chat: { model },
    ...(plan === '' ? own : { plan }),
  }
}
