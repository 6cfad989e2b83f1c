import { DELIVERY_DELAYS_MS, DELIVERY_ERROR_MAX_CHARS } from '../limits.ts'
import type { DeliveryRow } from '../tables/delivery-table.ts'

/** How an attempt ended. */
export interface Result {
  readonly status?: number
  readonly error?: string
}

/** The receiver wants nothing more. */
export const GONE = 410

/** The row after an attempt: delivered, due again, or given up. */
export function afterAttempt(delivery: DeliveryRow, { status, error }: Result, nowMs: number): DeliveryRow {
  const attempts = delivery.attempts + 1
  const seen = {
    ...delivery,
    attempts,
    lastStatus: status,
    lastError: error?.slice(0, DELIVERY_ERROR_MAX_CHARS),
  }
  if (error === undefined) return { ...seen, status: 'delivered', nextMs: undefined, deliveredMs: nowMs }
  const delayMs = status === GONE ? undefined : DELIVERY_DELAYS_MS[attempts - 1]
  if (delayMs === undefined) return { ...seen, status: 'failed', nextMs: undefined }
  return { ...seen, status: 'pending', nextMs: nowMs + delayMs }
}
