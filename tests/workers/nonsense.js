import { WorkerEntrypoint } from 'cloudflare:workers'

/** A rate-limit that answers what nobody agreed on: to the gateway a bug like any other. */
export default class Nonsense extends WorkerEntrypoint {
  admit() {
    return null
  }
}
