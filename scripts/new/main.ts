// `pnpm new route <path>` and `pnpm new worker <name>`: the next one looks like the others.
import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'

import { ROOT } from '@bulkhead/harness/apps'
import { runScript, UsageError } from '@bulkhead/harness/command-line'

import { applyChanges, type Change } from './change.ts'
import { newRoute } from './new-route.ts'
import { newWorker } from './new-worker.ts'

const USAGE = `usage: pnpm new route <path> [--method GET|POST|PUT|DELETE] [--scope chat]
       pnpm new worker <name>

  route   a route of a tenant, such as /v1/reports/:id: schema, route file, row of the route table
  worker  an internal Worker, such as reports: app, contract, row of the list of Workers; run pnpm install afterwards`

const NEXT = {
  route: `next: write the schema and the handler; name the callee's things in the probe and say in \`foreign\` what others get; pnpm test tests/isolation-matrix.test.ts`,
  worker:
    'next: pnpm install; bind it in wrangler.jsonc of its callers, both worlds; describe it in docs/understand/architecture.md; pnpm check',
}

await runScript(USAGE, async (args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { method: { type: 'string', default: 'GET' }, scope: { type: 'string', default: 'chat' } },
  })
  const [kind, name] = positionals
  if (kind === 'route' && name !== undefined) generate(newRoute({ ...values, path: name }), NEXT.route)
  else if (kind === 'worker' && name !== undefined) generate(newWorker(name), NEXT.worker)
  else throw new UsageError('what is to be made, and its path or name?')
})

function generate(changes: readonly Change[], next: string): void {
  const paths = [...new Set(changes.map(({ path }) => path))]
  applyChanges(changes)
  spawnSync('oxfmt', paths, { cwd: ROOT, stdio: 'ignore' })
  console.log(`${paths.join('\n')}\n${next}`)
}
