// `pnpm write:release`: records what this version says, takes and stores, under its number in package.json.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { ROOT } from '@bulkhead/harness/apps'
import * as z from 'zod/mini'

import { writeRelease } from './releases.ts'
import { currentSurface } from './surface.ts'

const { values } = parseArgs({ options: { replace: { type: 'boolean', default: false } } })
const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')))
try {
  writeRelease(version, currentSurface(), values.replace)
  console.log(`recorded ${version} in packages/contracts/releases/${version}`)
} catch (thrown) {
  console.error(thrown instanceof Error ? thrown.message : thrown)
  process.exitCode = 1
}
