import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import { keepLines, type LogLine } from '../bulkhead.ts'
import { emptyAccount, type Account } from './account.ts'
import { createApi } from './api-server.ts'
import type { Rewrite } from './api/answer.ts'
import { Faults } from './faults.ts'
import { createEdge } from './runtime/edge.ts'
import { LiveRuntime } from './runtime/live-runtime.ts'

const TOKEN = 'simulated-token'

export interface CloudflareOptions {
  /** Called after everything that may have changed the account. */
  readonly onChanged?: (account: Account) => void
  /** In [0, 1): which share of the traffic a request belongs to. */
  readonly draw?: () => number
}

/** Starts Cloudflare's API for one account, and what is deployed there, on free ports of this machine. */
export async function startCloudflare(options: CloudflareOptions = {}): Promise<Cloudflare> {
  const cloudflare = new Cloudflare(options)
  await cloudflare.listen()
  return cloudflare
}

/** One account, in memory: it ends with its process. */
export class Cloudflare {
  readonly faults = new Faults()
  /** `GET /path` of every request of the API so far, without the account's prefix. */
  readonly asked: string[] = []
  /** Which version every request over HTTP went to. */
  readonly routed: { readonly worker: string; readonly versionId: string }[] = []
  /** Workers by further hostnames, beside workers.dev and their domains. */
  readonly hosts = new Map<string, string>()
  readonly #lines = keepLines()
  readonly #runtime = new LiveRuntime(() => this.account, this.#lines.onLog)
  readonly #api: Server
  readonly #edge: Server
  #account = emptyAccount()
  #rewrite: Rewrite = (_worker, code) => code

  constructor({ onChanged, draw = Math.random }: CloudflareOptions) {
    this.#api = createApi({
      account: () => this.account,
      faults: this.faults,
      token: TOKEN,
      rewrite: (worker, code) => this.#rewrite(worker, code),
      onAsked: (request) => void this.asked.push(request),
      onChanged: () => onChanged?.(this.account),
    })
    this.#edge = createEdge({
      account: () => this.account,
      runtime: this.#runtime,
      hosts: this.hosts,
      draw,
      onRouted: (worker, versionId) => void this.routed.push({ worker, versionId }),
    })
  }

  get account(): Account {
    return this.#account
  }

  /** Where the first public Worker answers. */
  get url(): URL {
    return new URL(`http://127.0.0.1:${portOf(this.#edge)}`)
  }

  /** What a program needs to take this for Cloudflare. */
  get env(): Readonly<Record<string, string>> {
    return {
      CLOUDFLARE_API_BASE_URL: `http://127.0.0.1:${portOf(this.#api)}/client/v4`,
      CLOUDFLARE_API_TOKEN: TOKEN,
      CLOUDFLARE_ACCOUNT_ID: this.account.id,
    }
  }

  logs(): readonly LogLine[] {
    return this.#lines.logs()
  }

  /** Changes what is uploaded from now on. */
  setRewrite(rewrite: Rewrite): void {
    this.#rewrite = rewrite
  }

  /** Goes back to a copy that was made of an account earlier; nothing runs until it is asked. */
  async restore(earlier: Account): Promise<void> {
    await this.#runtime.pause()
    this.#account = structuredClone(earlier)
  }

  async listen(): Promise<void> {
    for (const server of [this.#api, this.#edge]) {
      server.listen(0, '127.0.0.1')
      await once(server, 'listening')
    }
  }

  async stop(): Promise<void> {
    for (const server of [this.#api, this.#edge]) {
      server.close()
      server.closeAllConnections()
    }
    await this.#runtime.stop()
  }
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port
}
