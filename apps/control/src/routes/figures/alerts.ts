import { DryRunQuery } from '@bulkhead/contracts/http/admin/changes'
import { ReportAlerts, type Alert } from '@bulkhead/contracts/http/admin/figures'
import type * as z from 'zod/mini'

import { sha256Hex } from '../../audit/link-hash.ts'
import type { Desk } from '../../desk/desk.ts'
import { ALERT_STALE_MS } from '../../limits.ts'
import { EVERYBODY, OPERATORS, registryRoute } from '../../route.ts'

const path = '/admin/v1/alerts'
const MOST_LISTED = 100

type Reported = z.infer<typeof ReportAlerts>['alerts'][number]

export const listAlerts = registryRoute({
  method: 'GET',
  path,
  roles: EVERYBODY,
  summary: 'Alerts that are firing, as the monitoring of the deployment has reported them',
  run: ({ tables, nowMs }) => ({
    resource: { data: tables.alerts.firing(nowMs - ALERT_STALE_MS, MOST_LISTED), nextCursor: null },
  }),
})

/** Prometheus evaluates the rules of ops/; its Alertmanager posts here what fires. */
export const postAlerts = registryRoute({
  method: 'POST',
  path,
  roles: OPERATORS,
  summary: 'Take what Alertmanager sends to a webhook; a firing alert becomes an `alert.firing` event, once',
  query: DryRunQuery,
  body: ReportAlerts,
  run: (desk, { body: { alerts } }) => {
    const taken = alerts.map((alert) => take(desk, alert))
    const firing = alerts.filter(({ status }) => status === 'firing').length
    const fresh = taken.filter(Boolean).length
    return { resource: { firing, resolved: alerts.length - firing, fresh } }
  },
})

/** Whether nobody had heard of it. Alertmanager repeats an alert as long as it fires. */
function take(desk: Desk, reported: Reported): boolean {
  const { tables, nowMs } = desk
  const { status, labels, annotations } = reported
  const id = idOf(reported)
  const name = labels['alertname'] ?? 'alert'
  const severity = labels['severity']
  const summary = annotations?.['summary'] ?? annotations?.['description']
  const alert: Alert = {
    id,
    name,
    ...(severity === undefined ? {} : { severity }),
    ...(summary === undefined ? {} : { summary }),
    status,
    startedAt: new Date(reported.startsAt).toISOString(),
    seenAt: new Date(nowMs).toISOString(),
  }
  const isFresh = status === 'firing' && tables.alerts.find(id) === undefined
  tables.alerts.put(alert)
  if (isFresh) desk.emit('alert.firing', undefined, { ...alert, labels })
  return isFresh
}

/** One firing of one alert: the same labels that fire again later are another one. */
function idOf({ fingerprint, labels, startsAt }: Reported): string {
  const series =
    fingerprint ?? JSON.stringify(Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  return `alert_${sha256Hex(`${series}\n${startsAt}`).slice(0, 32)}`
}
