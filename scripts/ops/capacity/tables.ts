import { ranked } from './bounds.ts'
import { monthOfAll, monthOfTenant, platformCost, uploadCost } from './costs.ts'
import { MEANINGS, TYPICAL, type Demand } from './demand.ts'

/** What each part bears, the fullest first, as a table of Markdown. */
export function scaleTable(demand: Demand): string {
  const rows = ranked(demand).map(
    ({ bound, load, share }) =>
      `| ${bound.part} | ${short(load)} | ${short(bound.bears)} ${bound.unit} | ${percent(share)} |`,
  )
  return ['| part | load | bears | used |', '| --- | ---: | ---: | ---: |', ...rows].join('\n')
}

/** What an active tenant and all of them cost in a month. */
export function costTable(demand: Demand): string {
  const months = monthOfTenant(demand)
  const sum = months.reduce((all, { dollars }) => all + dollars, 0)
  const rows = [...months, { part: '**an active tenant**', dollars: sum }]
  return [
    '| a month | US dollars |',
    '| --- | ---: |',
    ...rows.map(({ part, dollars }) => `| ${part} | ${money(dollars)} |`),
    `| **all ${short(demand.tenants)} tenants** | ${money(monthOfAll(demand))} |`,
  ].join('\n')
}

/** A million of each, the model left out. */
export function millionTable(demand: Demand): string {
  const rows = [
    ['completions of a busy tenant', platformCost('completion')],
    ['completions of a quiet tenant', platformCost('quietCompletion')],
    ['turns of sessions, 8 s each', platformCost('turn')],
    ['searches', platformCost('search')],
    [`documents of ${demand.chunksPerDocument} passages`, uploadCost(demand)],
  ] as const
  return [
    '| a million | US dollars |',
    '| --- | ---: |',
    ...rows.map(([name, dollars]) => `| ${name} | ${money(dollars * 1_000_000)} |`),
  ].join('\n')
}

const NUMBER = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 })
const short = (amount: number) => NUMBER.format(amount)
const percent = (share: number) =>
  share < 0.01 ? '< 1 %' : `${Math.round(share * 100).toLocaleString('en')} %`
const money = (dollars: number) =>
  dollars < 0.1
    ? dollars.toFixed(4)
    : dollars.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })

/** What can be said of the tenants, and what is taken for granted otherwise. */
export function inputTable(): string {
  const defaults = new Map<string, number>(Object.entries(TYPICAL))
  const rows = Object.entries(MEANINGS).map(
    ([name, meaning]) => `| \`--${name}\` | ${defaults.get(name)} | ${meaning} |`,
  )
  return ['| input | default | meaning |', '| --- | ---: | --- |', ...rows].join('\n')
}
