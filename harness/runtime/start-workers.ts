import { join } from 'node:path'

import { convertV4MiniflareOptions, Log, LogLevel, Miniflare, type V4WorkerOptions } from 'miniflare'

import { workerdVariables } from './workerd.ts'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

export interface RuntimeOptions {
  /** 0 or left out: any free port. */
  readonly port?: number
  /** Where state is kept. Left out: nowhere, it ends with the run. */
  readonly stateDir?: string
  /** The folder in which runtimes find each other's Workers; left out: every callee must be in this runtime. */
  readonly registry?: string
  /** Lets a test read the storage of Durable Objects. */
  readonly isInspectable?: boolean
  /** Gets every line that a Worker logs. Left out: the runtime drops them, as one does whose console nobody reads. */
  readonly onLog?: (line: string) => void
}

export interface Running {
  readonly url: URL
  /** For what only Miniflare can do, such as evicting an object. */
  readonly miniflare: Miniflare
  /** Ends the runtime; resolves when nothing of it is left. */
  stop(): Promise<void>
}

/** Starts Workers in one runtime on the Miniflare that wrangler bundles; the first one is public. */
export async function startWorkers(
  workers: readonly V4WorkerOptions[],
  { port = 0, stateDir, registry, isInspectable = false, onLog }: RuntimeOptions = {},
): Promise<Running> {
  Object.assign(process.env, workerdVariables(), { WORKERD_OUTPUT: onLog === undefined ? '/dev/null' : '' })
  const options = convertV4MiniflareOptions({
    host: '127.0.0.1',
    port,
    cf: false,
    log: new Log(LogLevel.ERROR),
    ...(onLog === undefined ? {} : { handleStructuredLogs: ({ message }) => onLog(message) }),
    telemetry: { enabled: false },
    unsafeInspectDurableObjects: isInspectable,
    ...(registry === undefined ? {} : { unsafeDevRegistryPath: registry }),
    workers: [...workers],
  })
  // The conversion drops every persistence option of the old shape. `v3` is where `wrangler dev` keeps its state, so that
  // `serve` continues with what `dev` has stored.
  const miniflare = withoutSignalHandlers(
    () =>
      new Miniflare({
        ...options,
        ...(stateDir === undefined ? {} : { resourcePersistencePath: join(stateDir, 'v3') }),
      }),
  )
  const url = await miniflare.ready
  return { url, miniflare, stop: () => miniflare.dispose() }
}

/** Miniflare ends the process at a signal; whoever starts it decides that. At the process's end it still ends its runtime. */
function withoutSignalHandlers<T>(make: () => T): T {
  const before = SIGNALS.map((signal) => process.listeners(signal))
  const made = make()
  for (const [at, signal] of SIGNALS.entries()) {
    for (const listener of process.listeners(signal)) {
      if (before[at]?.includes(listener) !== true) process.off(signal, listener)
    }
  }
  return made
}
