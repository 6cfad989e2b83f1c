import { faultControl, fetchFrom, parseLogLine, type Bulkhead, type LogLine } from './bulkhead.ts'
import { TEST_TENANTS } from './start-bulkhead.ts'
import { start, type StartOptions } from './start-bundles.ts'

/** The runtime of `serve` in this process: real sockets, no proxy in between, state that may outlive it (`stateDir`). */
export async function startServed(options: StartOptions = {}): Promise<Bulkhead> {
  const lines: LogLine[] = []
  const running = await start({
    tenantsDir: TEST_TENANTS,
    ...options,
    variables: { LOCAL_EMBEDDINGS: 'hashed', ...options.variables },
    onLog: (text) => {
      const line = parseLogLine(text)
      if (line !== undefined) lines.push(line)
    },
  })
  const fetch = fetchFrom(running.url)
  return {
    url: running.url,
    fetch,
    logs: () => lines,
    clearLogs: () => (lines.length = 0),
    ...faultControl(fetch),
    stop: () => running.stop(),
  }
}
