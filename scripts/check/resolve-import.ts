import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path/posix'

import { ROOT } from '@bulkhead/harness/apps'
import * as z from 'zod/mini'

const Manifest = z.object({ exports: z.optional(z.record(z.string(), z.string())) })
const SCOPED = /^@bulkhead\/([a-z-]+)\/(.+)$/
const WORKSPACES = ['packages/*', '*', 'apps/*']
const patterns = new Map<string, string | undefined>()

/** The file of this repository that an import names, from the root; undefined for what is installed. */
export function resolveImport(from: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return normalize(join(dirname(from), specifier))
  const [, name, path] = SCOPED.exec(specifier) ?? []
  if (name === undefined || path === undefined) return undefined
  return fileOf(name)?.replace('*', path)
}

/** Where `@bulkhead/<name>/*` is, with the star in it. */
function fileOf(name: string): string | undefined {
  if (!patterns.has(name))
    patterns.set(name, WORKSPACES.map((place) => exportIn(place.replace('*', name))).find(Boolean))
  return patterns.get(name)
}

function exportIn(folder: string): string | undefined {
  try {
    const text = readFileSync(join(ROOT, folder, 'package.json'), 'utf8')
    const pattern = Manifest.parse(JSON.parse(text)).exports?.['./*']
    return pattern === undefined ? undefined : normalize(join(folder, pattern))
  } catch {
    return undefined
  }
}
