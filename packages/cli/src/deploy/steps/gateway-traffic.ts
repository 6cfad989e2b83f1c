import { setTimeout as sleep } from 'node:timers/promises'

import { Failure } from '../../failure.ts'
import type { CloudflareApi } from '../cloud/cloudflare-api.ts'
import { readShares, type Deployed, type LiveShare } from '../cloud/deployed.ts'
import type { Wrangler } from '../cloud/wrangler.ts'

const WAYS_BACK = 3
const PAUSE_MS = 3_000

/** Somebody else has split the traffic meanwhile: a run on another machine, or a person in the dashboard. */
export class Overtaken extends Failure {}

interface TrafficInput {
  readonly api: CloudflareApi
  readonly wrangler: Wrangler
  readonly configFile: string
  /** Of every deployment on the way. */
  readonly message: string
}

/** The traffic of the gateway as this run has split it: who else splits it meanwhile is not overruled. */
export class GatewayTraffic {
  readonly #input: TrafficInput
  readonly #name: string
  /** How it was, and how it is if what was sent last was carried out. */
  #known: readonly (readonly LiveShare[])[]

  constructor(input: TrafficInput, { name, shares }: Pick<Deployed, 'name' | 'shares'>) {
    this.#input = input
    this.#name = name
    this.#known = [shares]
  }

  /** @throws Overtaken */
  async split(shares: readonly LiveShare[]): Promise<void> {
    const { wrangler, configFile, message } = this.#input
    await this.#refuseOvertaken()
    this.#known = [...this.#known, shares]
    await wrangler.split(configFile, shares, { message })
    this.#known = [shares]
  }

  /** All of it to one version; nothing matters more, and going there twice is going there once. @throws Overtaken */
  async giveBack(versionId: string): Promise<void> {
    const { wrangler, configFile, message } = this.#input
    for (let left = WAYS_BACK; ; left -= 1) {
      try {
        await this.#refuseOvertaken()
        this.#known = [...this.#known, [{ versionId, percentage: 100 }]]
        return await wrangler.restore(configFile, versionId, message)
      } catch (thrown) {
        if (left === 1 || thrown instanceof Overtaken) throw thrown
        await sleep(PAUSE_MS)
      }
    }
  }

  async #refuseOvertaken(): Promise<void> {
    const known = new Set(this.#known.map(asText))
    for (let left = 2; left > 0; left -= 1) {
      if (known.has(asText(await readShares(this.#input.api, this.#name)))) return
      await sleep(PAUSE_MS)
    }
    throw new Overtaken(
      `somebody else has changed the deployment of ${this.#name} meanwhile, so this run leaves it as it is: see \`bulkhead deploy status\`, and deploy again once the other run has ended`,
    )
  }
}

/** Shares of nothing may be left out by the platform. */
function asText(shares: readonly LiveShare[]): string {
  const live = shares.filter(({ percentage }) => percentage > 0)
  return live
    .map(({ versionId, percentage }) => `${versionId}@${percentage}`)
    .toSorted()
    .join()
}
