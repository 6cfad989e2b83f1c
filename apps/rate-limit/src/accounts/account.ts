/** A budget besides the tenant's own in tokens: whose it is, and what it counts. */
export interface Account {
  /** As rows are marked with it. */
  readonly name: string
  /** Left out: the tenant's. */
  readonly keyId?: string
  readonly unit: 'tokens' | 'spend'
}

export const TENANT_SPEND: Account = { name: 'spend', unit: 'spend' }

export function keyAccount(keyId: string, unit: Account['unit']): Account {
  return { name: `${keyId} ${unit}`, keyId, unit }
}

/** The account that rows are marked with; undefined for a name of a newer version. */
export function accountOf(name: string): Account | undefined {
  if (name === TENANT_SPEND.name) return TENANT_SPEND
  const [keyId = '', unit, ...rest] = name.split(' ')
  if (rest.length > 0 || (unit !== 'tokens' && unit !== 'spend')) return undefined
  return keyAccount(keyId, unit)
}
