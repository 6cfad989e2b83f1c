import { cpSync, existsSync, linkSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { basename, join } from 'node:path'

/** What a run of the system or of a test reads. Files at the root are copied too. */
const FOLDERS = new Set([
  'apps',
  'packages',
  'harness',
  'scripts',
  'tenants',
  'tests',
  'bench',
  'drills',
  'eval',
  'docs',
  'ops',
])
/** Not copied: what a build or a run generates, and what belongs to one checkout. */
const LEFT_OUT = new Set([
  'dist',
  '.turbo',
  '.wrangler',
  '.git',
  '.cache',
  '.vite',
  '.vite-temp',
  '.vitest-cache',
])
const BUNDLES = '.wrangler/bundles'

/**
 * A second checkout that shares nothing with the first but what neither writes. Sources are copied, since a build writes
 * beside them; pnpm's links between packages are relative and stay so, and so lead into the copy; what was installed is
 * linked, not copied; bundles are hard-linked, so an app that is not changed need not be built.
 */
export function copyWorkspace(from: string, to: string): void {
  mkdirSync(to, { recursive: true })
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (entry.isFile() || FOLDERS.has(entry.name)) copy(join(from, entry.name), join(to, entry.name))
  }
  linkInstalled(join(from, 'node_modules'), join(to, 'node_modules'))
  linkBundles(join(from, BUNDLES), join(to, BUNDLES))
}

function copy(from: string, to: string): void {
  cpSync(from, to, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => !LEFT_OUT.has(basename(source)),
  })
}

/** A folder of its own, so that caches beside the packages are too. */
function linkInstalled(from: string, to: string): void {
  mkdirSync(to, { recursive: true })
  for (const name of readdirSync(from)) if (!LEFT_OUT.has(name)) symlinkSync(join(from, name), join(to, name))
}

/** A bundle is never written again once it is there. One that another run removes meanwhile is skipped and built when needed. */
function linkBundles(from: string, to: string): void {
  mkdirSync(to, { recursive: true })
  if (!existsSync(from)) return
  const finished = readdirSync(from).filter((name) => !name.includes('.'))
  for (const name of finished) {
    try {
      mkdirSync(join(to, name))
      for (const file of readdirSync(join(from, name))) linkSync(join(from, name, file), join(to, name, file))
    } catch {
      rmSync(join(to, name), { recursive: true, force: true })
    }
  }
}
