import { join, resolve } from 'node:path'

import { WORKERS, type WorkerName } from '@bulkhead/contracts/workers'

export const ROOT = resolve(import.meta.dirname, '..')

/** Stand-ins of development, never deployed. */
const LOCAL_APPS = ['local-cloud', 'local-encoder'] as const
type LocalApp = (typeof LOCAL_APPS)[number]

export type App = WorkerName | LocalApp

/** Every Worker of the local environment. The first one is public. */
export const APPS: readonly App[] = [...WORKERS.toReversed(), ...LOCAL_APPS]

/** In the order in which they must be deployed. */
export const DEPLOYED_APPS = WORKERS

const ASIDE: ReadonlySet<App> = new Set<App>(['extract', 'local-encoder'])

/** Whether the Worker computes for so long that it runs in a runtime of its own locally. */
export function isAside(app: App): boolean {
  return ASIDE.has(app)
}

/** The Workers that a local run needs: hashed embeddings need no encoder. */
export function appsFor(embeddings: string | undefined): App[] {
  return APPS.filter((app) => app !== 'local-encoder' || embeddings !== 'hashed')
}

/** Whether the Worker is a stand-in of development, which is never deployed. */
export function isStandIn(app: App): boolean {
  return LOCAL_APPS.some((local) => local === app)
}

export function folderOf(app: App): string {
  return join(ROOT, 'apps', app)
}

/** The name in wrangler.jsonc, which is also the name that service bindings use. */
export function workerNameOf(app: App): string {
  return `bulkhead-${app}`
}
