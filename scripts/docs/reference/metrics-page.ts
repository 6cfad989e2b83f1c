import { definitionOf, METRIC_NAMES } from '../../../apps/observe/src/metrics/metric-catalogue.ts'

/** `docs/reference/metrics.md`, from the catalogue of observe. */
export function metricsPage(): string {
  const rows = METRIC_NAMES.flatMap((name) => {
    const definition = definitionOf(name)
    if (definition === undefined) return []
    const { kind, help, labels } = definition
    return [`| \`${name}\` | ${kind} | ${labels.map((label) => `\`${label}\``).join(' ') || '–'} | ${help} |`]
  })
  return `# Metrics

Every metric of \`GET /metrics\` (admin token), in Prometheus's text format. The first 200 tenants that are seen have a label of their own; later ones are counted together as
\`other\`. Which of them page somebody: [Observing](../operate/observing.md). This page is made from \`apps/observe/src/metrics/metric-catalogue.ts\` by \`pnpm write:docs\`.

| metric | kind | labels | counts |
|---|---|---|---|
${rows.join('\n')}
`
}
