import { existsSync, globSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'

import { ROOT } from '@bulkhead/harness/apps'
import { runCommand } from '@bulkhead/harness/run-command'

const FOLDER = join(ROOT, '.wrangler/prometheus')
const PACKAGE = 'prometheus_*.deb'

/** Where `pnpm observe` listens unless `PROMETHEUS_PORT` says otherwise. */
export const DEFAULT_PROMETHEUS_PORT = '9090'

/** The programs of the Debian package `prometheus`. */
type Tool = 'prometheus' | 'promtool'

/** Where the tool is: on the PATH, or unpacked by an earlier run. */
export async function findTool(tool: Tool): Promise<string | undefined> {
  const unpacked = join(FOLDER, 'usr/bin', tool)
  if (existsSync(unpacked)) return unpacked
  const { code } = await runCommand(tool, ['--version'], { quiet: true })
  return code === 0 ? tool : undefined
}

/** Finds the tool or unpacks it from Debian's package, without installing anything. Undefined where there is no apt or no network. */
export async function fetchTool(tool: Tool): Promise<string | undefined> {
  return (await findTool(tool)) ?? ((await unpack()) ? await findTool(tool) : undefined)
}

async function unpack(): Promise<boolean> {
  mkdirSync(FOLDER, { recursive: true })
  const [file] = globSync(PACKAGE, { cwd: FOLDER })
  if (file === undefined && !(await download())) return false
  const [deb = ''] = globSync(PACKAGE, { cwd: FOLDER })
  const { code } = await runCommand('dpkg', ['-x', deb, '.'], { cwd: FOLDER, quiet: true })
  return code === 0
}

/** Package lists may be missing or old, so a failure is tried again with fresh ones. */
async function download(): Promise<boolean> {
  const get = () => runCommand('apt-get', ['download', 'prometheus'], { cwd: FOLDER, quiet: true })
  if ((await get()).code === 0) return true
  await runCommand('apt-get', ['update', '-qq'], { quiet: true })
  return (await get()).code === 0
}
