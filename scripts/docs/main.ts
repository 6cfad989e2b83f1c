// `pnpm run docs` and `pnpm docs:build`: the documentation as a site.
import { watch } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { ROOT } from '@bulkhead/harness/apps'
import { runScript } from '@bulkhead/harness/command-line'
import { runCommand } from '@bulkhead/harness/run-command'

import { allowOnlyOwnScripts } from './policy.ts'
import { SITE } from './site-folder.ts'
import { writeSite } from './write-site.ts'

const USAGE = `usage: pnpm run docs | pnpm docs:build
  shows the documentation on http://localhost:4321 and follows what you change
  --build  writes it to docs/site/dist instead, and fails at any warning; a minute
  The first call installs what builds the site into docs/site, ten seconds; nothing else of the workspace needs it.`

const ENVIRONMENT = {
  ...process.env,
  ASTRO_TELEMETRY_DISABLED: '1',
  NO_COLOR: '1',
  // `url.parse` of the package that writes code samples.
  NODE_OPTIONS: '--disable-warning=DEP0169',
}

await runScript(USAGE, async (args) => {
  const { values } = parseArgs({ args, options: { build: { type: 'boolean', default: false } } })
  await run('pnpm', ['install', '--frozen-lockfile', '--prefer-offline', '--silent'])
  await writeSite()
  if (values.build) await build()
  else await serve()
})

async function build(): Promise<void> {
  const output = await run(join(SITE, 'node_modules/.bin/astro'), ['build'])
  const warnings = output.split('\n').filter((line) => /\[?warn/i.test(line))
  if (warnings.length > 0) throw new Error(`the build has warnings:\n${warnings.join('\n')}`)
  allowOnlyOwnScripts(join(SITE, 'dist'))
  console.log('docs/site/dist is ready; to publish it: pnpm docs:deploy')
}

async function serve(): Promise<void> {
  let writing: Promise<void> | undefined
  const write = () => (writing ??= writeSite().finally(() => (writing = undefined)))
  for (const folder of ['docs/start', 'docs/build', 'docs/operate', 'docs/understand', 'docs/reference']) {
    watch(join(ROOT, folder), () => void write())
  }
  await run(join(SITE, 'node_modules/.bin/astro'), ['dev'])
}

async function run(command: string, args: readonly string[]): Promise<string> {
  const { code, output } = await runCommand(command, args, { cwd: SITE, env: ENVIRONMENT })
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}`)
  return output
}
