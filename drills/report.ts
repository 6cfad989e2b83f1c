import type { Drill, Result } from './stage/drill.ts'

/** What a drill is about, for whoever runs it alone. */
export function explainDrill({ id, failure, injected, expected, simulated }: Drill): string {
  return [
    `${id}  ${failure}`,
    `  how:      ${injected}`,
    `  expected: ${expected}`,
    ...(simulated === undefined ? [] : [`  imitated: ${simulated}`]),
  ].join('\n')
}

export function explainResult({ id, failure }: Drill, result: Result): string {
  const head = `${result.verdict === 'green' ? '✓' : '✘'} ${id}  ${failure}: ${result.verdict} (${(result.tookMs / 1_000).toFixed(1)} s)`
  return [head, ...result.problems.map((problem) => `    ${problem}`)].join('\n')
}

/** The table of the whole run, as Markdown. */
export function tableOf(drills: readonly Drill[], results: readonly Result[], tookMs: number): string {
  const rows = drills.map((drill) => {
    const result = results.find(({ id }) => id === drill.id)
    const cells = [
      drill.id,
      drill.failure,
      drill.injected,
      drill.expected,
      result?.seen ?? '',
      result?.verdict ?? 'not run',
    ]
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  })
  const green = results.filter(({ verdict }) => verdict === 'green').length
  return [
    '',
    '| drill | failure | injected | expected | seen | verdict |',
    '|---|---|---|---|---|---|',
    ...rows,
    '',
    `${green} of ${drills.length} green in ${(tookMs / 1_000).toFixed(0)} s`,
  ].join('\n')
}
