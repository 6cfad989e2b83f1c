import { join, resolve } from 'node:path'

import { WORKERS, type WorkerName } from '@bulkhead/contracts/workers'

export const ROOT = resolve(import.meta.dirname, '..')

/** Stand-ins of development, never deployed. */
const LOCAL_APPS = ['local-cloud'] as const

export type App = WorkerName | (typeof LOCAL_APPS)[number]

/** Every Worker of the local world. The first one is public. */
export const APPS: readonly App[] = [...WORKERS.toReversed(), ...LOCAL_APPS]

/** In the order in which they must be deployed. */
export const DEPLOYED_APPS = WORKERS

export function folderOf(app: App): string {
  return join(ROOT, 'apps', app)
}

/** The name in wrangler.jsonc, which is also the name that service bindings use. */
export function workerNameOf(app: App): string {
  return `bulkhead-${app}`
}
