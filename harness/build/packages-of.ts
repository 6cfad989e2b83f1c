import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import * as z from 'zod/mini'

import { ROOT } from '../apps.ts'

const Manifest = z.object({ dependencies: z.optional(z.record(z.string(), z.string())) })
const SCOPE = '@bulkhead/'

/** The folders of the packages that an app, or the console, is made of, those of its packages included, in a fixed order. */
export function packagesOf(app: string): string[] {
  const found = new Set<string>()
  const visit = (folder: string) => {
    for (const dependency of ownDependencies(folder)) {
      const next = `packages/${dependency}`
      if (found.has(next)) continue
      found.add(next)
      visit(next)
    }
  }
  visit(`apps/${app}`)
  return [...found].toSorted()
}

function ownDependencies(folder: string): string[] {
  const text = readFileSync(join(ROOT, folder, 'package.json'), 'utf8')
  return Object.keys(Manifest.parse(JSON.parse(text)).dependencies ?? {})
    .filter((name) => name.startsWith(SCOPE))
    .map((name) => name.slice(SCOPE.length))
}
