import type { Mutant } from '../mutants/runner/mutant.ts'
import type { Drill } from '../stage/drill.ts'
import { ROWS, type Row, type RowId } from '../stage/specification.ts'

export interface NotApplicable {
  readonly id: string
  readonly why: string
}

/** Rows of the specification that no drill proves. */
export function uncoveredRows(drills: readonly Drill[]): RowId[] {
  return rowsOf(ROWS)
    .map(([id]) => id)
    .filter((id) => !drills.some(({ rows }) => rows.includes(id)))
}

/** `docs/operate/failure-modes.md`. @throws Error that names each row without a drill. */
export function failureModesPage(
  drills: readonly Drill[],
  notApplicable: readonly NotApplicable[],
  mutants: readonly Mutant[],
): string {
  const missing = uncoveredRows(drills)
  if (missing.length > 0) throw new Error(`no drill proves ${missing.join(', ')}`)
  const removes = new Map(mutants.map((mutant) => [mutant.name, mutant.removes]))
  return `# Failure modes

What can break, what your users see, where you look, what you do, and the drill that proves it. \`pnpm drill\` breaks the running system in each of
these ways, while a second tenant is in use, and checks everything below; \`pnpm drill <id>\` shows one of them step by step. \`pnpm write:docs\` generates this page from
\`drills/catalogue\` and fails when a row has no drill.

Four rules decide every row. **Fail closed**: if a check of security or tenancy cannot be made, the request is denied. **Graceful degradation**: when a part that is not critical
fails, the answer is poorer, never absent, and says so. **Idempotency**: a retry never doubles an effect. **Traceability**: every failure is logged with \`requestId\` and
\`tenantId\`; \`pnpm trace <requestId>\` shows what happened.

${rowsOf(ROWS)
  .map(([id, row]) => sectionOf(row, drillsOf(id, drills)))
  .join('\n')}
## Every drill

A drill passes only when the system was healthy before, the caller saw what is promised, the expected log lines and counts appeared, the other tenant noticed nothing, and
everything was healthy again within 10 s. A drill that needs a killed process, another version or another setting starts a system of its own and ends with it. \`pnpm drill --twins\` removes,
for each drill, the protection in the last column: the drill must then fail.

| drill | failure | injected | expected | protection |
|---|---|---|---|---|
${drills.map((drill) => tableRow([drill.id, drill.failure, drill.injected, drill.expected, removes.get(drill.mutant) ?? ''])).join('\n')}

## What local drills cannot prove

The local runtime has no overload, no CPU or memory limit, no full disk, no end of \`waitUntil\` after 30 s, only one KV location, and no edge in front of it. These drills imitate
what is missing:

| drill | imitated |
|---|---|
${drills
  .flatMap(({ id, simulated }) => (simulated === undefined ? [] : [tableRow([id, simulated])]))
  .join('\n')}

Not drilled, because it cannot happen:

| failure | why |
|---|---|
${notApplicable.map(({ id, why }) => tableRow([id, why])).join('\n')}
`
}

function drillsOf(row: RowId, drills: readonly Drill[]): readonly Drill[] {
  return drills.filter(({ rows }) => rows.includes(row))
}

function sectionOf(row: Row, drills: readonly Drill[]): string {
  return `## ${row.component}: ${row.failure}

* **Users see**: ${row.userSees}.
* **Look at**: ${row.lookAt}.
* **Do**: ${row.whatToDo}.
* **Proven by**: ${drills.map(({ id, failure }) => `\`${id}\` ${failure}`).join('; ')}.
`
}

function tableRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}

function rowsOf(rows: Readonly<Record<RowId, Row>>): (readonly [RowId, Row])[] {
  return Object.entries(rows).flatMap(([id, row]) => (isRowId(id) ? [[id, row] as const] : []))
}

function isRowId(id: string): id is RowId {
  return Object.hasOwn(ROWS, id)
}
