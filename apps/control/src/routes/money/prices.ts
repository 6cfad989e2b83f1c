import { DryRunQuery } from '@bulkhead/contracts/http/admin/changes'
import { PutPrices, type PriceTable } from '@bulkhead/contracts/http/admin/prices'
import { invalid } from '@bulkhead/http/read-body'

import { changesBetween } from '../../audit/changes-between.ts'
import { etagOf, type Desk } from '../../desk/desk.ts'
import { catalogueVersion, currentPrices, startProblem, versionsFrom } from '../../money/price-versions.ts'
import { EVERYBODY, MONEY, registryRoute, type Done } from '../../route.ts'
import type { PriceRow } from '../../tables/price-table.ts'

const path = '/admin/v1/prices'

export const getPrices = registryRoute({
  method: 'GET',
  path,
  roles: EVERYBODY,
  summary: 'What a million tokens of each model cost, now and by every version of the table',
  run: (desk) => shown(desk),
})

export const putPrices = registryRoute({
  method: 'PUT',
  path,
  roles: MONEY,
  summary: 'A new version of the price table; what was settled before keeps its price',
  query: DryRunQuery,
  body: PutPrices,
  run: (desk, { body: { models, effectiveFrom } }) => {
    const { tables, world, nowMs } = desk
    const before = tables.prices.all()
    desk.requireVersion(newest(before))
    const effectiveMs = effectiveFrom === undefined ? nowMs : Date.parse(effectiveFrom)
    const problem = startProblem(before, effectiveMs, nowMs)
    if (problem !== undefined) throw invalid([{ path: 'effectiveFrom', message: problem }])
    tables.prices.add({ models, effectiveMs, createdMs: nowMs, createdBy: desk.actor.id })
    for (const id of tables.tenants.idsWith()) desk.touch(id, 'config')
    desk.record('prices.updated', {
      targets: [{ type: 'prices', id: 'prices' }],
      changes: [
        ...changesBetween(currentPrices(before, world.models, nowMs), models, 'models'),
        { path: 'effectiveFrom', before: null, after: new Date(effectiveMs).toISOString() },
      ],
    })
    return shown(desk)
  },
})

function shown({ tables, world, nowMs }: Desk): Done {
  const rows = tables.prices.all()
  const [current = catalogueVersion(world.models)] = versionsFrom(rows, world.models, nowMs)
  const versions = [catalogueVersion(world.models), ...rows].toReversed().map(tableOf)
  return { resource: { ...tableOf(current), versions }, etag: etagOf(newest(rows)) }
}

function newest(rows: readonly PriceRow[]): number {
  return Math.max(0, ...rows.map(({ version }) => version))
}

function tableOf({ version, models, effectiveMs, createdMs, createdBy }: PriceRow): PriceTable {
  return {
    version,
    effectiveFrom: new Date(effectiveMs).toISOString(),
    models,
    ...(createdMs === 0 ? {} : { createdAt: new Date(createdMs).toISOString(), createdBy }),
  }
}
