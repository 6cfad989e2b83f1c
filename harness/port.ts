import { createServer } from 'node:net'

const DEFAULT_PORT = 8787

/** `PORT`, or 8787. */
export function readPort(env: NodeJS.ProcessEnv): number {
  const text = env['PORT']
  if (text === undefined || text === '') return DEFAULT_PORT
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`PORT=${text} is not a port`)
  return port
}

/** @throws Error that says what to do when something already listens there. Port 0 is always free. */
export async function ensurePortIsFree(port: number, command: string): Promise<void> {
  for (const host of ['127.0.0.1', '::1']) {
    if (await isTaken(port, host)) {
      throw new Error(
        `port ${port} is taken: stop what listens there, or run PORT=${port + 1} pnpm ${command}`,
      )
    }
  }
}

/** A port that nobody listens on now. */
export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

function isTaken(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    // A machine without IPv6 cannot listen on ::1 at all, which does not make the port taken.
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'EADDRINUSE'))
    server.listen(port, host, () => server.close(() => resolve(false)))
  })
}
