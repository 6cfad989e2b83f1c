// `pnpm write:docs`: the pages of docs/ that are made from code.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { ROOT } from '@bulkhead/harness/apps'
import { runScript } from '@bulkhead/harness/command-line'
import { runCommand } from '@bulkhead/harness/run-command'

import { REFERENCE_PAGES } from '../docs/reference/reference-pages.ts'
import { errorsPage } from './errors-page.ts'
import { lifecyclePage } from './lifecycle-page.ts'

const USAGE = `usage: pnpm write:docs
  writes the types of the admin API's client from its document,
  docs/build/errors.md from the catalogue of errors, docs/understand/document-lifecycle.md from the states of documents and
  docs/operate/failure-modes.md from the drills, docs/reference/ from metrics, commands and configs; takes a second`

/** Each is a program of its own: its workspace knows what it writes. */
const WRITERS: readonly string[][] = [
  [join(ROOT, 'drills/page/write-page.ts')],
  [join(ROOT, 'apps/control/openapi/write.ts')],
  [join(ROOT, 'packages/admin-client/generate/write.ts'), join(ROOT, 'apps/control/.generated/openapi.txt')],
]

await runScript(USAGE, async (args) => {
  parseArgs({ args })
  writeFileSync(join(ROOT, 'docs/build/errors.md'), errorsPage())
  writeFileSync(join(ROOT, 'docs/understand/document-lifecycle.md'), lifecyclePage())
  for (const [path, page] of Object.entries(REFERENCE_PAGES)) writeFileSync(join(ROOT, path), page())
  for (const args of WRITERS) {
    const { code } = await runCommand(process.execPath, args)
    if (code !== 0) process.exitCode = code
  }
})
