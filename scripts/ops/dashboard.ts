import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { ROOT } from '@bulkhead/harness/apps'
import * as z from 'zod/mini'

const Dashboard = z.looseObject({
  panels: z.array(
    z.looseObject({
      title: z.string(),
      targets: z.optional(z.array(z.looseObject({ expr: z.string() }))),
    }),
  ),
})

export interface PanelQuery {
  readonly panel: string
  readonly expr: string
}

/** Every query of the dashboard, as it is written there. */
export function panelQueries(): PanelQuery[] {
  const text = readFileSync(join(ROOT, 'ops/grafana/bulkhead.json'), 'utf8')
  return z
    .parse(Dashboard, JSON.parse(text))
    .panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => ({ panel: title, expr })))
}

/** What Grafana puts in place of its variables: all tenants, and a range of several scrapes. */
const VARIABLES = [
  ['$tenant', '.*'],
  ['$__rate_interval', '2m'],
  ['$__range', '1h'],
] as const

/** The expression as Prometheus gets it. */
export function withoutVariables(expr: string): string {
  const filled = VARIABLES.reduce((text, [name, value]) => text.replaceAll(name, value), expr)
  if (filled.includes('$')) throw new Error(`the dashboard has a variable that nobody fills: ${filled}`)
  return filled
}

/** The queries as recording rules, which is what promtool can read. JSON is YAML. */
export function asRules(queries: readonly PanelQuery[]): string {
  const rules = queries.map(({ expr }, at) => ({ record: `panel_${at}`, expr: withoutVariables(expr) }))
  return JSON.stringify({ groups: [{ name: 'dashboard', rules }] })
}
