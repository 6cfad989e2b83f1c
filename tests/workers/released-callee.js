import { WorkerEntrypoint } from 'cloudflare:workers'

import { calls } from '../../packages/contracts/releases/0.1.0/calls.json'

/** A Worker as it was with 0.1.0: has the methods that it had then, and answers what it answered then. */
export default class ReleasedCallee extends WorkerEntrypoint {
  ping() {
    return 'ok'
  }
}

for (const method of new Set(calls.map((call) => call.method))) {
  ReleasedCallee.prototype[method] = function answer(...args) {
    const own = calls.filter((call) => call.service === this.env.SERVICE && call.method === method)
    if (own.length === 0) throw new TypeError(`The RPC receiver does not implement the method "${method}".`)
    // A stream for those who ask for one.
    const asked = args.some((arg) => arg?.stream === true)
    return revived((own.find(({ result }) => (result?.value?.kind === 'stream') === asked) ?? own[0]).result)
  }
}

function revived(result) {
  const text = result?.value?.stream?.$stream
  if (text === undefined) return result
  return { ...result, value: { ...result.value, stream: new Response(text).body } }
}
