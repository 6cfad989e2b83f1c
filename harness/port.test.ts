import { createServer } from 'node:net'

import { expect, test } from 'vitest'

import { ensurePortIsFree, findFreePort, readPort } from './port.ts'

test('reads PORT, or takes 8787', () => {
  expect(readPort({})).toBe(8787)
  expect(readPort({ PORT: '9000' })).toBe(9000)
})

test.each(['x', '70000', '80.5', '-1'])('refuses PORT=%s', (text) => {
  expect(() => readPort({ PORT: text })).toThrow('is not a port')
})

test('refuses a port that something listens on and says what to do', async () => {
  const port = await findFreePort()
  await expect(ensurePortIsFree(port, 'dev')).resolves.toBeUndefined()
  const server = createServer()
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening))

  await expect(ensurePortIsFree(port, 'dev')).rejects.toThrow(`run PORT=${port + 1} pnpm dev`)

  server.close()
})
