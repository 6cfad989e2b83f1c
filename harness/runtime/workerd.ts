import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Miniflare's own workerd: it is no dependency of ours. */
const bundled = createRequire(fileURLToPath(import.meta.resolve('miniflare')))

/** The variables that make Miniflare and wrangler start a workerd that ends with them, even when they are killed. */
export function workerdVariables(): Readonly<Record<string, string>> {
  const binary = process.env['WORKERD_BINARY'] ?? bundled('workerd').default
  return { WORKERD_BINARY: String(binary), MINIFLARE_WORKERD_PATH: join(import.meta.dirname, 'workerd.sh') }
}
