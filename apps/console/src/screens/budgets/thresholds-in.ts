import type { Tenant } from '../../records/tenants.ts'
import { USUAL_THRESHOLDS } from './budget-state.ts'

/** At which shares of a budget a tenant's notices are written, its plan's included. */
export function thresholdsIn(tenant: Tenant): readonly number[] {
  const alerts: unknown = tenant.effective?.['alerts'] ?? tenant.alerts
  const thresholds: unknown =
    typeof alerts === 'object' && alerts !== null ? Reflect.get(alerts, 'thresholds') : []
  const shares = Array.isArray(thresholds) ? thresholds.filter((share) => typeof share === 'number') : []
  return shares.length === 0 ? USUAL_THRESHOLDS : shares
}
