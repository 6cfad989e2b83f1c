import { LIFECYCLE } from '../../apps/rag/src/corpus/lifecycle.ts'

/** `docs/understand/document-lifecycle.md`, from the table that the steps of ingestion use. */
export function lifecyclePage(): string {
  const arrows = Object.entries(LIFECYCLE).flatMap(([step, transitions]) =>
    Object.entries(transitions).map(([from, to]) => `  ${idOf(from)} --> ${idOf(to)}: ${step}`),
  )
  const states = new Set(
    Object.values(LIFECYCLE).flatMap((transitions) => Object.entries(transitions).flat()),
  )
  const names = [...states].map((state) => `  ${idOf(state)}: ${state.replace('/', ' · ')}`)
  return `# The way of a document

Every version of a document is in one of these states: what its owner reads (\`status\`), and what is to be done next. A step that is not in this picture is a bug,
and fails. \`move\`, \`prove\` and \`moved\` are the change to another embedding model, during which the document stays \`indexed\`. This page is made from
\`apps/rag/src/corpus/lifecycle.ts\` by \`pnpm write:docs\`.

\`\`\`mermaid
stateDiagram-v2
${names.join('\n')}
  [*] --> queued_extract: upload
${arrows.join('\n')}
\`\`\`
`
}

/** Mermaid takes no slash in the id of a state. */
function idOf(state: string): string {
  return state.replace('/', '_')
}
