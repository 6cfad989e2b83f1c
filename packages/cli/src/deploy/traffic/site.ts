import { setTimeout as sleep } from 'node:timers/promises'

import { Failure, reasonOf } from '../../failure.ts'

const TIMEOUT_MS = 60_000
const LOOK_EVERY_MS = 500

export interface Ask {
  readonly method?: string
  readonly key?: string
  readonly body?: unknown
  /** The version that must answer; left out: whichever the traffic goes to. */
  readonly version?: string | undefined
}

/** The gateway as its clients see it. */
export class Site {
  readonly url: URL
  readonly #worker: string

  /** `worker` is the name that the override header uses. */
  constructor(url: URL, worker: string) {
    this.url = url
    this.#worker = worker
  }

  async fetch(path: string, { method = 'GET', key, body, version }: Ask = {}): Promise<Response> {
    const headers = {
      'user-agent': 'bulkhead-deploy',
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(version === undefined
        ? {}
        : { 'cloudflare-workers-version-overrides': `${this.#worker}="${version}"` }),
    }
    try {
      return await fetch(new URL(path, this.url), {
        method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
    } catch (thrown) {
      throw new Failure(`${this.url.origin}${path} does not answer: ${reasonOf(thrown)}`)
    }
  }

  /** Waits until `path` answers as it should: what was just deployed takes seconds to spread. */
  async until(
    path: string,
    ask: Ask,
    isGood: (response: Response) => boolean,
    patienceMs: number,
  ): Promise<void> {
    const endMs = Date.now() + patienceMs
    for (;;) {
      const response = await this.fetch(path, ask)
      await response.body?.cancel()
      if (isGood(response)) return
      if (Date.now() > endMs)
        throw new Failure(`${path} still answers ${response.status} after ${patienceMs / 1_000} s`)
      await sleep(LOOK_EVERY_MS)
    }
  }
}
