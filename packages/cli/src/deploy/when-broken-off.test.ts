import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { text } from 'node:stream/consumers'

import { expect, test } from 'vitest'

const from = (file: string) => JSON.stringify(new URL(file, import.meta.url).href)

test('Ctrl-C says what to do next, and everything secret is gone nevertheless', async () => {
  const code = `import { inOwnFolder } from ${from('cloud/own-folder.ts')}
    import { whenBrokenOff } from ${from('when-broken-off.ts')}
    setTimeout(() => {}, 60_000)
    await whenBrokenOff('go on', () => inOwnFolder((folder) => new Promise(() => { console.log(folder) })))`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = text(child.stderr)
  const [printed] = (await once(child.stdout, 'data')) as [Buffer]

  child.kill('SIGINT')
  const [exitCode] = await once(child, 'exit')

  expect(exitCode).toBe(130)
  expect(await said).toBe('SIGINT: go on\n')
  expect(existsSync(printed.toString().trim())).toBe(false)
}, 30_000)
