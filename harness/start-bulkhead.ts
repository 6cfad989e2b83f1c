import type { Miniflare, V4WorkerOptions } from 'miniflare'

import { workerNameOf, type App } from './apps.ts'
import { bundleConfig } from './build/bundle.ts'
import { faultControl, keepLines, type Bulkhead, type Fetch } from './bulkhead.ts'
import { OFFLINE } from './run-command.ts'
import { workerHandle, type WorkerHandle } from './runtime/worker-handle.ts'
import { workerOptions } from './runtime/worker-options.ts'
import { start, type StartOptions } from './start-bundles.ts'

export type { Bulkhead, Fault, LogLine } from './bulkhead.ts'
export type { WorkerHandle } from './runtime/worker-handle.ts'

/** The demo tenants and those of the tests. */
export const TEST_TENANTS = 'tenants:tests/tenants'

type ExtraWorker = V4WorkerOptions | { readonly configPath: string }

export interface BulkheadOptions extends Pick<
  StartOptions,
  'bindingOverrides' | 'listener' | 'tenantsDir' | 'variables' | 'vars'
> {
  /** Workers of the test's own, such as a callee that throws: as they are, or to be built from a wrangler.jsonc. */
  readonly extraWorkers?: readonly ExtraWorker[]
}

export interface HarnessedBulkhead extends Bulkhead {
  /** For looking into storage and for evicting objects. Never call an object through its `getEnv()`: it could no longer be evicted. */
  worker(app: App): WorkerHandle
  /** One of `extraWorkers`, by its whole name. */
  extraWorker(name: string): WorkerHandle
}

/**
 * Starts every Worker as its wrangler.jsonc says, with state that ends with the run and embeddings that cost nothing
 * (`LOCAL_EMBEDDINGS=hashed`). Bundles are built only when a source has changed.
 */
export async function startBulkhead(options: BulkheadOptions = {}): Promise<HarnessedBulkhead> {
  Object.assign(process.env, OFFLINE)
  const { onLog, ...lines } = keepLines()
  const running = await start({
    tenantsDir: TEST_TENANTS,
    ...options,
    variables: { LOCAL_EMBEDDINGS: 'hashed', ...options.variables },
    extraWorkers: await Promise.all((options.extraWorkers ?? []).map(built)),
    isInspectable: true,
    onLog,
  })
  const fetch = fetchAnyHost(running.miniflare, running.url)
  return {
    url: running.url,
    fetch,
    ...lines,
    ...faultControl(fetch),
    stop: () => running.stop(),
    worker: (app) => workerHandle(running.miniflare, workerNameOf(app)),
    extraWorker: (name) => workerHandle(running.miniflare, name),
  }
}

async function built(worker: ExtraWorker): Promise<V4WorkerOptions> {
  return isConfig(worker) ? workerOptions(await bundleConfig(worker.configPath)) : worker
}

function isConfig(worker: ExtraWorker): worker is { readonly configPath: string } {
  return 'configPath' in worker
}

/** Past the socket, where a request may choose the hostname that the gateway sees. */
function fetchAnyHost(miniflare: Miniflare, base: URL): Fetch {
  // Miniflare's own Request and Response are those of Node in all but name.
  const dispatch = miniflare.dispatchFetch as unknown as (url: URL, init?: RequestInit) => Promise<Response>
  return (path, init) => dispatch(new URL(path, base), init)
}
