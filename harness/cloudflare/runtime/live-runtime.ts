import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import type { V4WorkerOptions } from 'miniflare'

import { bundleApps } from '../../build/bundle.ts'
import { startWorkers, type Running } from '../../runtime/start-workers.ts'
import { workerOptions } from '../../runtime/worker-options.ts'
import type { Account } from '../account.ts'
import { liveWorkers } from './live-workers.ts'
import { optionsOf } from './worker-options.ts'

/** As in `code_update_strategy` of chat, but for what a test can wait. */
const LONGEST_ANSWER_MS = 30_000
/** What an answer leaves to do: settlements are sent and leases given back within a second. The platform waits for thirty. */
const AFTERMATH_MS = 1_500
const OUT_OF_SIGHT = { LOCAL_EMBEDDINGS: 'hashed' }

/**
 * Runs what the account has deployed, with storage that outlives a deployment. Starts with the first request, and
 * anew with the first one that needs a version which does not run. Answers that are being sent end before, and what they
 * leave to do, as the platform lets those of a deferred Worker end; all else is cut off, of every Worker at once, which is
 * harsher than the platform.
 */
export class LiveRuntime {
  readonly #account: () => Account
  readonly #onLog: (line: string) => void
  readonly #stateDir = mkdtempSync(join(tmpdir(), 'bulkhead-cloudflare-'))
  #running: Promise<Running> | undefined
  readonly #answers = new Set<Promise<void>>()
  /** What the runtime was started with. */
  #names: readonly string[] = []

  constructor(account: () => Account, onLog: (line: string) => void) {
    this.#account = account
    this.#onLog = onLog
  }

  /** Where a version answers over HTTP, once everything runs that is deployed now. */
  async urlOf(name: string): Promise<URL> {
    if (this.#running === undefined) this.#running = this.#start()
    else if (!this.#runs(keysOf(this.#account()))) this.#running = this.#restart(this.#running)
    return (await this.#running).miniflare.unsafeGetDirectURL(name)
  }

  /** A version that needs another start waits for this answer. */
  async sending(answer: Promise<void>): Promise<void> {
    this.#answers.add(answer)
    try {
      await answer
    } finally {
      this.#answers.delete(answer)
    }
  }

  /** Ends what runs; the next request starts it again. */
  async pause(): Promise<void> {
    const before = this.#running
    this.#running = undefined
    await (await before)?.stop()
  }

  async stop(): Promise<void> {
    await this.pause()
    rmSync(this.#stateDir, { recursive: true, force: true })
  }

  /** One that runs without need costs nothing: a version that has lost its last share. */
  #runs(wanted: readonly string[]): boolean {
    return wanted.every((key) => this.#names.includes(key))
  }

  async #restart(before: Promise<Running>): Promise<Running> {
    this.#names = keysOf(this.#account())
    const answers = [...this.#answers]
    await Promise.race([Promise.allSettled(answers), sleep(LONGEST_ANSWER_MS, undefined, { ref: false })])
    if (answers.length > 0) await sleep(AFTERMATH_MS)
    await (await before).stop()
    return await this.#start()
  }

  async #start(): Promise<Running> {
    const account = this.#account()
    this.#names = keysOf(account)
    const workers = liveWorkers(account).map((live) => optionsOf(account, live))
    const registry = join(this.#stateDir, 'registry')
    mkdirSync(registry, { recursive: true })
    return await startWorkers([...workers, await localCloud()], {
      stateDir: this.#stateDir,
      registry,
      onLog: this.#onLog,
    })
  }
}

function keysOf(account: Account): string[] {
  const consumers = [...account.queues.values()].map(
    ({ name, consumers }) => `${name} ${[...consumers.keys()].join()}`,
  )
  return [...liveWorkers(account).map(({ name, version }) => `${name} ${version.id}`), ...consumers]
}

let built: Promise<V4WorkerOptions> | undefined

/** Its encoder is not started: hashed embeddings need none. */
function localCloud(): Promise<V4WorkerOptions> {
  built ??= bundleApps(['local-cloud']).then(([bundle]) => workerOptions(bundle!, { vars: OUT_OF_SIGHT }))
  return built
}
