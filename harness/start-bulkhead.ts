import { createTestHarness, type TestHarnessOptions, type WorkerHandle } from 'wrangler'

import { APPS, workerNameOf, type App } from './apps.ts'
import { bundleApps } from './build/bundle.ts'
import { faultControl, parseLogLine, type Bulkhead, type Fetch } from './bulkhead.ts'
import { readLocalVariables, variablesOf, type LocalVariables } from './local-variables.ts'
import { OFFLINE } from './run-command.ts'

export type { Bulkhead, Fault, LogLine } from './bulkhead.ts'

/** The demo tenants and those of the tests. */
export const TEST_TENANTS = 'tenants:tests/tenants'

export interface BulkheadOptions {
  readonly variables?: LocalVariables
  /** Vars of single Workers, over those of wrangler.jsonc. */
  readonly vars?: { readonly [app in App]?: Readonly<Record<string, string>> }
  /** Service bindings of single Workers that go to another Worker's default export instead. */
  readonly bindingOverrides?: { readonly [app in App]?: Readonly<Record<string, string>> }
  /** Workers of the test's own, such as a callee that throws. */
  readonly extraWorkers?: TestHarnessOptions['workers']
  readonly tenantsDir?: string
}

export interface HarnessedBulkhead extends Bulkhead {
  /** For looking into storage and for evicting objects. Never call an object through its `getEnv()`: it could not be evicted any more. */
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
  const variables = { ...readLocalVariables({}), LOCAL_EMBEDDINGS: 'hashed', ...options.variables }
  const bundles = await bundleApps(APPS, options.tenantsDir ?? TEST_TENANTS)
  const harness = createTestHarness({
    workers: [
      ...bundles.map(({ app, configFile, folder }) => ({
        configPath: configFile,
        prebuiltWorkerDir: folder,
        vars: { ...variablesOf(app, variables), ...options.vars?.[app] },
        bindingOverrides: { ...options.bindingOverrides?.[app] },
      })),
      ...(options.extraWorkers ?? []),
    ],
  })
  const { url } = await harness.listen()
  // Miniflare's own Request and Response are those of Node in all but name.
  const fetch = harness.fetch as unknown as Fetch
  return {
    url,
    fetch,
    logs: () =>
      harness
        .getLogs()
        .map(({ message }) => parseLogLine(message))
        .filter((line) => line !== undefined),
    clearLogs: () => harness.clearLogs(),
    ...faultControl(fetch),
    stop: () => harness.close(),
    worker: (app) => harness.getWorker(workerNameOf(app)),
    extraWorker: (name) => harness.getWorker(name),
  }
}
