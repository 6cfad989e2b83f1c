import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

import { ROOT } from '../apps.ts'
import { runCommand } from '../run-command.ts'
import { digestOf } from './bundle-digest.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { packagesOf } from './packages-of.ts'

const SOURCE = 'apps/console'
const DIGEST_LENGTH = 16
const KEEP_MS = 3_600_000

/** Where the console of these very sources is, once it is built: a name of its own for every content. */
export function consoleFolder(): string {
  const digest = digestOf({}, [SOURCE, ...packagesOf('console')]).slice(0, DIGEST_LENGTH)
  return join(ROOT, '.wrangler/console', digest)
}

/** Builds the console if a source of it has changed, and says where it is. @throws Error with what Vite says when it does not build */
export async function buildConsole(): Promise<string> {
  const folder = consoleFolder()
  if (existsSync(folder)) return folder
  await oneAtATime(folder, async () => {
    if (!existsSync(folder)) await build(folder)
  })
  forgetOthers(folder)
  return folder
}

/** Into a folder of its own first, then moved whole: nobody serves half a console. */
async function build(folder: string): Promise<void> {
  const fresh = `${folder}.${process.pid}`
  mkdirSync(fresh, { recursive: true })
  const args = [viteOf(SOURCE), 'build', '--outDir', fresh, '--emptyOutDir', '--logLevel', 'warn']
  // Tests run under another NODE_ENV, by which Vite would choose React's development build.
  const env = { ...process.env, NODE_ENV: 'production' }
  const { code, output } = await runCommand(process.execPath, args, {
    cwd: join(ROOT, SOURCE),
    quiet: true,
    env,
  })
  if (code === 0) renameSync(fresh, folder)
  rmSync(fresh, { recursive: true, force: true })
  if (code !== 0) throw new Error(`${SOURCE} does not build:\n${output}`)
}

function viteOf(folder: string): string {
  const manifest = createRequire(join(ROOT, folder, 'package.json')).resolve('vite/package.json')
  return join(dirname(manifest), 'bin/vite.js')
}

/** Not the recent ones: another run may serve them. */
function forgetOthers(current: string): void {
  const all = dirname(current)
  for (const name of readdirSync(all)) {
    const path = join(all, name)
    const madeMs = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()
    if (path !== current && Date.now() - madeMs > KEEP_MS) rmSync(path, { recursive: true, force: true })
  }
}
