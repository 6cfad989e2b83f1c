import { formatBytes, formatCount, formatMoney, formatShort } from '../../pieces/text/format.ts'
import type { Usage } from '../../records/tenants.ts'

export interface Bar {
  readonly label: string
  readonly used: number
  readonly reserved?: number
  readonly limit: number
  readonly value: string
  readonly resetsAt?: string
}

type Limits = Usage['limits']

/** Every limit of a tenant as a bar, those that people ask for first. */
export function barsOf(limits: Limits): Bar[] {
  const { requests } = limits
  const taken = Math.max(0, requests.burst - requests.remaining)
  return [
    {
      label: 'Requests now',
      used: taken,
      limit: requests.burst,
      value: `${formatCount(requests.remaining)} of a burst of ${formatCount(requests.burst)} left · ${formatCount(requests.limit)} a minute`,
    },
    ...tokenBar('Tokens today', limits.tokensPerDay),
    ...tokenBar('Tokens this month', limits.tokensPerMonth),
    ...spendBar('Cost today', limits.spendPerDay),
    ...spendBar('Cost this month', limits.spendPerMonth),
    ...storageBar('Documents', limits.documents, formatCount),
    ...storageBar('Document storage', limits.documentBytes, formatBytes),
    ...storageBar('Conversation storage', limits.sessionBytes, formatBytes),
  ]
}

function tokenBar(label: string, limit: Limits['tokensPerDay']): Bar[] {
  if (limit === undefined) return []
  const { used, reserved, resetsAt } = limit
  const held = reserved === 0 ? '' : ` + ${formatShort(reserved)} reserved`
  const value = `${formatCount(used)}${held} of ${formatShort(limit.limit)}`
  return [{ label, used, reserved, limit: limit.limit, value, resetsAt }]
}

function spendBar(label: string, limit: Limits['spendPerDay']): Bar[] {
  if (limit === undefined) return []
  const held = Number(limit.reserved) === 0 ? '' : ` + ${formatMoney(limit.reserved)} reserved`
  return [
    {
      label,
      used: Number(limit.used),
      reserved: Number(limit.reserved),
      limit: Number(limit.limit),
      value: `${formatMoney(limit.used)}${held} of ${formatMoney(limit.limit)}`,
      resetsAt: limit.resetsAt,
    },
  ]
}

function storageBar(label: string, limit: Limits['documents'], format: (count: number) => string): Bar[] {
  if (limit === undefined) return []
  return [
    { label, used: limit.used, limit: limit.limit, value: `${format(limit.used)} of ${format(limit.limit)}` },
  ]
}
