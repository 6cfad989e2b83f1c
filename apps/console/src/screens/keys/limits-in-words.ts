import { formatMoney, formatShort } from '../../pieces/text/format.ts'
import type { KeyView } from '../../records/keys.ts'

/** What a key alone is held to: `60/min, 10K tokens/day`. */
export function limitsInWords({ limits, models, allowedIps }: KeyView): string {
  const words = [
    ...(limits?.requestsPerMinute === undefined ? [] : [`${formatShort(limits.requestsPerMinute)}/min`]),
    ...(limits?.tokensPerDay === undefined ? [] : [`${formatShort(limits.tokensPerDay)} tokens/day`]),
    ...(limits?.tokensPerMonth === undefined ? [] : [`${formatShort(limits.tokensPerMonth)} tokens/month`]),
    ...(limits?.spendPerDay === undefined ? [] : [`${formatMoney(limits.spendPerDay)}/day`]),
    ...(limits?.spendPerMonth === undefined ? [] : [`${formatMoney(limits.spendPerMonth)}/month`]),
    ...(models === undefined ? [] : [models.length === 1 ? '1 model' : `${models.length} models`]),
    ...(allowedIps === undefined
      ? []
      : [allowedIps.length === 1 ? '1 address' : `${allowedIps.length} addresses`]),
  ]
  return words.length === 0 ? 'the tenant’s' : words.join(', ')
}

/** `chat, search, documents`; what may only be read says so. */
export function scopesInWords(scopes: KeyView['scopes']): string {
  const mayRead = scopes.includes('documents:read')
  const mayWrite = scopes.includes('documents:write')
  const documents = mayRead && mayWrite ? 'documents' : mayRead ? 'documents (read)' : 'documents (write)'
  return [
    ...scopes.filter((scope) => scope === 'chat' || scope === 'search'),
    ...(mayRead || mayWrite ? [documents] : []),
    ...(scopes.includes('usage:read') ? ['usage'] : []),
    ...(scopes.includes('keys:write') ? ['keys'] : []),
  ].join(', ')
}
