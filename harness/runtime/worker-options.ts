import type { V4WorkerOptions } from 'miniflare'
import { unstable_getMiniflareWorkerOptions as optionsOf } from 'wrangler'

import type { Bundle } from '../build/bundle.ts'
import { modulesIn } from '../build/modules-in.ts'

/** How one Worker differs from what its wrangler.jsonc says. */
export interface WorkerChange {
  /** More vars, over those of wrangler.jsonc. */
  readonly vars?: Readonly<Record<string, string>> | undefined
  /** Bindings that it is started without, as after a deployment that lost them. */
  readonly without?: readonly string[] | undefined
  /** Service bindings that go to another Worker's default export instead. */
  readonly bindingOverrides?: Readonly<Record<string, string>> | undefined
  /** Changes the code: a neighbour of another version. */
  readonly rewrite?: ((code: string) => string) | undefined
  /** How often its queues retry a message before they give it up; left out: as often as wrangler.jsonc says. */
  readonly queueRetries?: number | undefined
  /** Who hears it instead of observe; null: nobody. */
  readonly listener?: string | null | undefined
}

/** Miniflare's options for one bundle. Bindings come from its config, never typed twice. */
export function workerOptions(
  { name, configFile, folder, entry }: Bundle,
  { vars, without = [], bindingOverrides, rewrite, queueRetries, listener }: WorkerChange = {},
): V4WorkerOptions {
  // The conversion knows no module rules; the modules are listed one by one instead.
  const { modulesRules: _, ...options } = optionsOf(configFile).workerOptions
  return heardBy(listener, {
    ...withoutBindings(options, without),
    name,
    bindings: Object.assign({}, options['bindings'], vars),
    ...(bindingOverrides === undefined
      ? {}
      : { serviceBindings: Object.assign({}, options['serviceBindings'], bindingOverrides) }),
    ...(queueRetries === undefined
      ? {}
      : { queueConsumers: retrying(options['queueConsumers'], queueRetries) }),
    modulesRoot: folder,
    modules: modulesIn(folder, entry, rewrite),
  })
}

function heardBy(
  listener: string | null | undefined,
  { tails, ...worker }: V4WorkerOptions,
): V4WorkerOptions {
  if (tails === undefined || listener === null) return worker
  return { ...worker, tails: listener === undefined ? tails : [listener] }
}

/** Consumers by the name of their queue. */
function retrying(consumers: unknown, maxRetries: number) {
  const named = typeof consumers === 'object' && consumers !== null ? Object.entries(consumers) : []
  return Object.fromEntries(
    named.map(([queue, consumer]) => [queue, Object.assign({}, consumer, { maxRetries })]),
  )
}

/** Each kind of binding is a record by name. */
function withoutBindings<T extends object>(options: T, names: readonly string[]): T {
  if (names.length === 0) return options
  const kept = structuredClone(options)
  for (const kind of Object.values(kept)) {
    if (typeof kind === 'object' && kind !== null)
      for (const name of names) Reflect.deleteProperty(kind, name)
  }
  return kept
}
