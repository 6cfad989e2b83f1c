import { createProgram } from '../../../packages/cli/src/program.ts'

type Program = ReturnType<typeof createProgram>

/** `docs/reference/command-line.md`, from the program itself. */
export function commandPage(): string {
  const sections = createProgram().commands.map(sectionOf)
  return `# The command line

\`npx -y pnpm@12.21.0 bulkhead <command>\`: the admin API as commands, and deploying. \`BULKHEAD_URL\` says where the deployment is (\`http://localhost:8787\`), \`BULKHEAD_TOKEN\` who asks; without it, what
\`bulkhead login\` stored. \`--json\` prints JSON instead of tables. It ends with 0 when it is done, 1 when it is not, 2 when it was not understood. This page is made from the program by \`pnpm write:docs\`.

${sections.join('\n')}`
}

function sectionOf(command: Program): string {
  const leaves = leavesOf(command, [])
  const rows = leaves.map(
    ({ path, command: leaf }) =>
      `| \`${usageOf(path, leaf)}\` | ${cell(leaf.description())} | ${optionsOf(leaf)} |`,
  )
  const about = command.description()
  return `## ${command.name()}\n\n${about === '' ? '' : `${sentence(about)}\n\n`}| command | does | options |\n|---|---|---|\n${rows.join('\n')}\n`
}

/** Commands that do something, with the names above them. */
function leavesOf(command: Program, above: readonly string[]): { path: string[]; command: Program }[] {
  const path = [...above, command.name()]
  if (command.commands.length === 0) return [{ path, command }]
  return command.commands.flatMap((inner) => leavesOf(inner, path))
}

function usageOf(path: readonly string[], command: Program): string {
  const values = command.registeredArguments.map((argument) =>
    argument.required ? `<${argument.name()}>` : `[${argument.name()}]`,
  )
  return ['bulkhead', ...path, ...values].join(' ')
}

function optionsOf(command: Program): string {
  return command.options
    .map(({ flags, description }) => `\`${flags}\`${description === '' ? '' : ` ${cell(description)}`}`)
    .join('<br>')
}

function cell(text: string): string {
  return text.replaceAll('|', String.raw`\|`)
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}
