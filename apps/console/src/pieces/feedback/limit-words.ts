import type { ApiError } from '../../api/api-error.ts'
import { formatCount, formatMoney, formatUtc } from '../text/format.ts'

/** The API's message with what it leaves to `details` and to headers: which limit, how much of it, until when. */
export function limitWords({ code, message, details, metLimit }: ApiError): string {
  if (code === 'budget_exceeded') return spentWords(message, details)
  const { requestsPerMinute, tokens, tokensLeft, retryAfterSeconds } = metLimit
  const facts = [message]
  if (code === 'rate_limited' && requestsPerMinute !== undefined) {
    facts.push(`The limit is ${formatCount(requestsPerMinute)} requests a minute.`)
  }
  if (code === 'budget_in_flight' && tokens !== undefined && tokensLeft !== undefined) {
    facts.push(`Of ${formatCount(tokens)} tokens, ${formatCount(tokensLeft)} are free now.`)
  }
  if ((code === 'rate_limited' || code === 'budget_in_flight') && retryAfterSeconds !== undefined) {
    facts.push(`It can be sent again in ${formatCount(retryAfterSeconds)} s.`)
  }
  return facts.join(' ')
}

const REFERENCE = ' (see "details")'

function spentWords(message: string, details: unknown): string {
  const [limit, used, resetsAt] = ['limit', 'used', 'resetsAt'].map((name) => fieldOf(details, name))
  const until = typeof resetsAt === 'string' ? ` (${formatUtc(resetsAt)} UTC)` : ''
  const text = message.replace(REFERENCE, until)
  if (typeof limit === 'number' && typeof used === 'number') {
    return `${text} ${formatCount(used)} of ${formatCount(limit)} tokens are used.`
  }
  if (typeof limit !== 'string' || typeof used !== 'string') return text
  return `${text} ${formatMoney(used)} of ${formatMoney(limit)} are used.`
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
