import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'

import type { V4ModuleDefinition } from 'miniflare'

/** As in wrangler's default rules. */
const MODULE_TYPES: ReadonlyMap<string, V4ModuleDefinition['type']> = new Map([
  ['.js', 'ESModule'],
  ['.wasm', 'CompiledWasm'],
  ['.bin', 'Data'],
  ['.html', 'Text'],
  ['.sql', 'Text'],
  ['.txt', 'Text'],
])

/** The modules of a bundle, the entry first. Source maps and wrangler's README are not modules. */
export function modulesIn(
  folder: string,
  entry: string,
  rewrite?: (code: string) => string,
): V4ModuleDefinition[] {
  const names = readdirSync(folder).toSorted((a, b) => Number(b === entry) - Number(a === entry))
  return names.flatMap((name) => {
    const type = MODULE_TYPES.get(extname(name))
    const path = join(folder, name)
    if (type === undefined) return []
    const isRewritten = rewrite !== undefined && name === entry
    return [{ type, path, contents: isRewritten ? rewrite(readFileSync(path, 'utf8')) : readFileSync(path) }]
  })
}
