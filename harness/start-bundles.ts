// The bundles on the Miniflare that wrangler bundles, without the development proxy: what `serve`, the tests, the benchmarks and
// the drills run. Bindings come from each wrangler.jsonc, never typed twice.
import { rmSync } from 'node:fs'

import type { V4WorkerOptions } from 'miniflare'

import { appsFor, isAside, workerNameOf, type App } from './apps.ts'
import { bundleApps } from './build/bundle.ts'
import { readLocalVariables, variablesOf, type LocalVariables } from './local-variables.ts'
import { applyTenants } from './runtime/apply-tenants.ts'
import { Aside } from './runtime/aside.ts'
import { makeRegistry } from './runtime/registry.ts'
import { startWorkers, type Running, type RuntimeOptions } from './runtime/start-workers.ts'
import { workerOptions, type WorkerChange } from './runtime/worker-options.ts'

/** By app. */
type Of<T> = { readonly [app in App]?: T }

export interface StartOptions extends Omit<RuntimeOptions, 'registry'> {
  readonly variables?: LocalVariables
  /** Folders of tenants, separated by `:`; they are applied at start. */
  readonly tenantsDir?: string
  /** False: those of the state folder are all there are. */
  readonly appliesTenants?: boolean
  /** Workers of the caller's own, beside ours. */
  readonly extraWorkers?: readonly V4WorkerOptions[]
  /** Changes to single Workers. */
  readonly vars?: Of<WorkerChange['vars']>
  readonly without?: Of<WorkerChange['without']>
  readonly bindingOverrides?: Of<WorkerChange['bindingOverrides']>
  readonly rewrite?: Of<WorkerChange['rewrite']>
  /** Changes to all. */
  readonly queueRetries?: number
  readonly listener?: string | null
}

/** Builds what is out of date and starts every Worker, those that compute for long in runtimes of their own. */
export async function start(options: StartOptions = {}): Promise<Running> {
  const { stateDir, onLog, extraWorkers = [] } = options
  const variables = { ...readLocalVariables({}), ...options.variables }
  const bundles = await bundleApps(appsFor(variables.LOCAL_EMBEDDINGS), options.tenantsDir)
  const all = bundles.map((bundle) => ({
    app: bundle.app,
    worker: workerOptions(bundle, changeOf(bundle.app, options, variables)),
  }))
  const registry = makeRegistry(stateDir)
  const asideOptions = { registry, ...(onLog === undefined ? {} : { onLog }) }
  const workers = all.filter(({ app }) => !isAside(app)).map(({ worker }) => worker)
  const main = startWorkers([...workers, ...extraWorkers], { ...options, registry })
  const asides = all.filter(({ app }) => isAside(app)).map(({ worker }) => Aside.start(worker, asideOptions))
  const stop = async () => {
    const started = await Promise.allSettled([main, ...asides])
    await Promise.all(started.flatMap((one) => (one.status === 'fulfilled' ? [one.value.stop()] : [])))
    rmSync(registry, { recursive: true, force: true })
  }
  try {
    await Promise.all([main, ...asides])
    const running = await main
    if (options.appliesTenants !== false) await applyTenants(await controlOf(running), options.tenantsDir)
    return { ...running, stop }
  } catch (thrown) {
    await stop()
    throw thrown
  }
}

/** Control itself: what a test has changed about the gateway does not matter. */
async function controlOf({ miniflare }: Running) {
  const control = await miniflare.getWorker(workerNameOf('control'))
  // Miniflare's own Request and Response are those of Node in all but name.
  const send = control.fetch.bind(control) as unknown as typeof fetch
  return (path: string, init: RequestInit) => send(new URL(path, 'http://localhost').href, init)
}

function changeOf(app: App, options: StartOptions, variables: LocalVariables): WorkerChange {
  const { queueRetries, listener } = options
  return {
    vars: { ...variablesOf(app, variables), ...options.vars?.[app] },
    without: options.without?.[app],
    bindingOverrides: options.bindingOverrides?.[app],
    rewrite: options.rewrite?.[app],
    queueRetries,
    listener,
  }
}
