// A Worker that computes for seconds blocks every other Worker of its runtime, and workerd knows no CPU limit. Locally such a
// Worker gets a runtime of its own, as it has an isolate of its own when deployed; the runtimes find each other by a registry.
import { setTimeout as sleep } from 'node:timers/promises'

import type { V4WorkerOptions } from 'miniflare'

import { startWorkers, type Running, type RuntimeOptions } from './start-workers.ts'

/** Longer than any reader or embedding pass may take: whoever does not answer by then loops. */
const DEADLINE_MS = 12_000
const LOOK_EVERY_MS = 1_000

export interface AsideOptions extends Pick<RuntimeOptions, 'onLog'> {
  readonly registry: string
  readonly deadlineMs?: number
}

/** One Worker in a runtime of its own, which is ended and started again when it no longer answers. */
export class Aside {
  readonly #options: AsideOptions
  #worker: V4WorkerOptions
  #running: Running
  #isStopped = false

  private constructor(worker: V4WorkerOptions, running: Running, options: AsideOptions) {
    this.#worker = worker
    this.#running = running
    this.#options = options
  }

  static async start(worker: V4WorkerOptions, options: AsideOptions): Promise<Aside> {
    const aside = new Aside(worker, await startWorkers([worker], options), options)
    void aside.#watch()
    return aside
  }

  /** Ends the runtime, whatever it is doing, and starts it again; calls in between fail as to a callee that is unavailable. */
  async restart(worker = this.#worker): Promise<void> {
    this.#worker = worker
    await this.#running.stop()
    if (!this.#isStopped) this.#running = await startWorkers([worker], this.#options)
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    await this.#running.stop()
  }

  async #watch(): Promise<void> {
    for (;;) {
      await sleep(LOOK_EVERY_MS, undefined, { ref: false })
      if (this.#isStopped) return
      const watched = this.#running
      if ((await this.#answers()) || this.#isStopped || watched !== this.#running) continue
      this.#report('restarted a runtime that did not answer')
      await this.restart().catch((thrown: unknown) => this.#report(String(thrown)))
    }
  }

  /** Any answer will do. A runtime that crashed has been started again by Miniflare, perhaps on another port. */
  async #answers(): Promise<boolean> {
    const signal = AbortSignal.timeout(this.#options.deadlineMs ?? DEADLINE_MS)
    try {
      const response = await fetch(await this.#running.miniflare.ready, { signal })
      await response.body?.cancel()
      return true
    } catch {
      return false
    }
  }

  #report(message: string): void {
    const { name } = this.#worker
    const line = { timestamp: new Date().toISOString(), level: 'warn', message, source: `harness/${name}` }
    this.#options.onLog?.(JSON.stringify(line))
  }
}
