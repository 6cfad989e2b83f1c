// `pnpm write:release`: records what this version says, takes and stores, under its number in package.json.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { ROOT } from '@bulkhead/harness/apps'
import { runScript } from '@bulkhead/harness/command-line'
import * as z from 'zod/mini'

import { writeRelease } from './releases.ts'
import { currentSurface } from './surface.ts'

const USAGE = `usage: pnpm write:release [--replace]
  records what this version says, takes and stores, under its number in package.json
  --replace  also when that number is recorded already: only for one that was never deployed
  takes five seconds`

await runScript(USAGE, async (args) => {
  const { values } = parseArgs({ args, options: { replace: { type: 'boolean', default: false } } })
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')))
  writeRelease(version, currentSurface(), values.replace)
  console.log(`recorded ${version} in packages/contracts/releases/${version}`)
})
