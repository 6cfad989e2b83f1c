import { faultControl, fetchFrom, keepLines, type Bulkhead } from './bulkhead.ts'
import { TEST_TENANTS } from './start-bulkhead.ts'
import { start, type StartOptions } from './start-bundles.ts'

/** The runtime of `serve` in this process: real sockets, and state that may outlive it (`stateDir`). */
export async function startServed(options: StartOptions = {}): Promise<Bulkhead> {
  const { onLog, ...lines } = keepLines()
  const running = await start({
    tenantsDir: TEST_TENANTS,
    ...options,
    variables: { LOCAL_EMBEDDINGS: 'hashed', ...options.variables },
    onLog: (text) => {
      onLog(text)
      options.onLog?.(text)
    },
  })
  const fetch = fetchFrom(running.url)
  return { url: running.url, fetch, ...lines, ...faultControl(fetch), stop: () => running.stop() }
}
