// `pnpm fix`: formats, and mends what the linter can mend.
import { parseArgs } from 'node:util'

import { runScript } from '@bulkhead/harness/command-line'
import { runCommand } from '@bulkhead/harness/run-command'

const USAGE = `usage: pnpm fix
  formats every file, then mends what the linter can mend by itself; takes ten seconds`

await runScript(USAGE, async (args) => {
  parseArgs({ args })
  const format = await runCommand('oxfmt', [])
  const lint = await runCommand('oxlint', ['--type-aware', '--fix'])
  process.exitCode = format.code === 0 && lint.code === 0 ? 0 : 1
})
