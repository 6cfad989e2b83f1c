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
