import { join, resolve } from 'node:path'

export const ROOT = resolve(import.meta.dirname, '..')

/** Every Worker of the local world. The first one is public, the last one is never deployed. */
export const APPS = ['gateway', 'rate-limit', 'chat', 'rag', 'observe', 'local-cloud'] as const
export type App = (typeof APPS)[number]

/** In the order in which they must be deployed: a callee before its callers, who hears before those who are heard. */
export const DEPLOYED_APPS = [
  'observe',
  'rate-limit',
  'rag',
  'chat',
  'gateway',
] as const satisfies readonly App[]

export function folderOf(app: App): string {
  return join(ROOT, 'apps', app)
}

/** The name in wrangler.jsonc, which is also the name that service bindings use. */
export function workerNameOf(app: App): string {
  return `bulkhead-${app}`
}
