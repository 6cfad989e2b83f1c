import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Fault, Fetch, LogLine } from '@bulkhead/harness/bulkhead'
import { ADMIN_TOKEN, Client, eventually } from '@bulkhead/harness/client'
import type { StartOptions } from '@bulkhead/harness/start-bundles'
import { startProcess, type BulkheadProcess } from '@bulkhead/harness/start-process'
import { startServed } from '@bulkhead/harness/start-served'

import { ATLAS, BOREALIS, CANARIES, DRILL_TENANTS } from './drill-tenants.ts'
import { watchedFetch } from './watched-fetch.ts'

const SECRETS = Object.values(CANARIES)

/** All of Bulkhead in its own process group: watched for leaks, can be killed and restarted. */
export class DrillSystem {
  readonly #stateDir: string
  readonly #lines: LogLine[] = []
  readonly #leaks: string[] = []
  #searched = 0
  #running: BulkheadProcess

  private constructor(stateDir: string, running: BulkheadProcess) {
    this.#stateDir = stateDir
    this.#running = running
  }

  /** Starts it and gives both tenants a document with a canary. */
  static async start(): Promise<DrillSystem> {
    const system = await DrillSystem.startProcess()
    await system.#plantCanaries()
    return system
  }

  /** The same without documents. */
  static async startProcess(): Promise<DrillSystem> {
    const stateDir = mkdtempSync(join(tmpdir(), 'bulkhead-drill-'))
    return new DrillSystem(stateDir, await startIn(stateDir))
  }

  /** One in this process, with settings or code of its own and without documents. Its end is no crash. */
  static async startOwn(options: StartOptions): Promise<DrillSystem> {
    const stateDir = mkdtempSync(join(tmpdir(), 'bulkhead-drill-'))
    return new DrillSystem(stateDir, await startServedIn(stateDir, options))
  }

  /** Requests to whatever is running now. */
  readonly fetch: Fetch = watchedFetch(
    (path, init) => this.#running.fetch(path, init),
    (problem) => this.#leaks.push(problem),
  )

  readonly admin = new Client(this.fetch, ADMIN_TOKEN)

  /** Of `serve`; every process of the system is in its group. */
  get groupId(): number {
    return this.#running.groupId
  }

  /** Its state on disk, to inspect what no client can read. */
  get stateDir(): string {
    return this.#stateDir
  }

  get url(): URL {
    return this.#running.url
  }

  /** Every line since the start, over all restarts. */
  logs(): readonly LogLine[] {
    return [...this.#lines, ...this.#running.logs()]
  }

  /** Canaries that appeared where they must not. */
  leaks(): readonly string[] {
    const lines = this.logs()
    for (const line of lines.slice(this.#searched)) {
      const text = JSON.stringify(line)
      if (SECRETS.some((canary) => text.includes(canary)))
        this.#leaks.push(`a log line holds a canary: ${text}`)
    }
    this.#searched = lines.length
    return this.#leaks
  }

  setFault(fault: Fault): Promise<void> {
    return this.#running.setFault(fault)
  }

  /** Ends the fault of one target; the others stay. */
  async heal(target: string): Promise<void> {
    await this.admin.post('/local/faults', { clear: target })
  }

  clearFaults(): Promise<void> {
    return this.#running.clearFaults()
  }

  /** SIGKILL for the whole group: nothing can write any more. */
  async kill(): Promise<void> {
    this.#lines.push(...this.#running.logs())
    await this.#running.kill()
  }

  /** Starts again what was killed, on the same state. */
  async restart(): Promise<void> {
    this.#running = await startIn(this.#stateDir)
  }

  /** Stops cleanly and starts with other settings or code on the same state: a deployment. */
  async redeploy(options: StartOptions): Promise<void> {
    this.#lines.push(...this.#running.logs())
    await this.#running.stop()
    this.#running = await startServedIn(this.#stateDir, options)
  }

  async stop(): Promise<void> {
    await this.#running.stop()
    rmSync(this.#stateDir, { recursive: true, force: true })
  }

  async #plantCanaries(): Promise<void> {
    for (const [tenant, key] of [
      ['atlas', ATLAS],
      ['borealis', BOREALIS],
    ] as const) {
      const client = new Client(this.fetch, key)
      const text = `The harbour pilot keeps the code word ${CANARIES[tenant]} in the log book of the ship.`
      await client.post('/v1/documents', { id: 'pilot', text })
      await eventually(async () =>
        (await client.get('/v1/documents/pilot')).body.status === 'indexed' ? true : undefined,
      )
    }
  }
}

function startIn(stateDir: string): Promise<BulkheadProcess> {
  return startProcess({ stateDir, tenantsDir: DRILL_TENANTS, variables: { LOCAL_TOKEN_DELAY_MS: '1' } })
}

async function startServedIn(stateDir: string, options: StartOptions): Promise<BulkheadProcess> {
  const served = await startServed({ stateDir, tenantsDir: DRILL_TENANTS, ...options })
  return { ...served, groupId: process.pid, kill: () => served.stop() }
}
