import type { Traffic } from '@bulkhead/contracts/http/admin/figures'
import type {
  RequestTrace,
  RequestsPage,
  TrafficAsk,
  TrafficSeries,
} from '@bulkhead/contracts/http/admin/requests'
import type { KeptRequests, ObserveService } from '@bulkhead/contracts/observe'
import { accept, type Outcome } from '@bulkhead/contracts/outcome'
import { passedOn } from '@bulkhead/worker/passed-on'
import { WorkerEntrypoint } from 'cloudflare:workers'

import type { ObserveEnv } from './env.ts'
import { requestsOf, storeOf } from './store-of.ts'
import { flush } from './tail.ts'

/** What gateway and control may ask. */
export class Observe extends WorkerEntrypoint<ObserveEnv> implements ObserveService {
  async metrics(): Promise<Outcome<string>> {
    await flush(this.env)
    return accept(await storeOf(this.env).text())
  }

  async requests(page: RequestsPage): Promise<Outcome<KeptRequests>> {
    await flush(this.env)
    return passedOn(requestsOf(this.env).list(page))
  }

  async traffic(): Promise<Outcome<Traffic>> {
    await flush(this.env)
    return passedOn(requestsOf(this.env).traffic())
  }

  async trafficSeries(ask: TrafficAsk): Promise<Outcome<TrafficSeries>> {
    await flush(this.env)
    return passedOn(requestsOf(this.env).trafficSeries(ask))
  }

  async request(requestId: string): Promise<Outcome<RequestTrace>> {
    await flush(this.env)
    return passedOn(requestsOf(this.env).find(requestId))
  }
}
