import { WorkerEntrypoint } from 'cloudflare:workers'

/** The local models, and a line for everything that they are told: what a provider would see. */
export default class SpyingAi extends WorkerEntrypoint {
  run(model, inputs, options) {
    console.log(JSON.stringify({ source: 'spy', model, inputs, options }))
    return this.env.AI.run(model, inputs, options)
  }
}
