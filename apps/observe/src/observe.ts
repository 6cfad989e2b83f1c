import type { ObserveService } from '@bulkhead/contracts/observe'
import { accept, type Outcome } from '@bulkhead/contracts/outcome'
import { WorkerEntrypoint } from 'cloudflare:workers'

import type { ObserveEnv } from './env.ts'
import { storeOf } from './store-of.ts'
import { flush } from './tail.ts'

/** What the gateway may ask. */
export class Observe extends WorkerEntrypoint<ObserveEnv> implements ObserveService {
  async metrics(): Promise<Outcome<string>> {
    await flush(this.env)
    return accept(await storeOf(this.env).text())
  }
}
