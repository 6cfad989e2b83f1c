import { parseArgs } from 'node:util'

import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { runScript, UsageError } from './command-line.ts'

const USAGE = 'usage: pnpm drill [id …] [--quick]'
const argv = process.argv

let said = ''
beforeEach(() => {
  said = ''
  const write = (text: string) => (said += `${text}\n`)
  vi.spyOn(console, 'log').mockImplementation(write)
  vi.spyOn(console, 'error').mockImplementation(write)
})
afterEach(() => {
  process.argv = argv
  process.exitCode = undefined
  vi.restoreAllMocks()
})

/** What a script with one flag is given, or the code it ends with. */
async function run(...args: string[]): Promise<unknown> {
  process.argv = ['node', 'script.ts', ...args]
  let given: unknown
  await runScript(USAGE, async (own) => {
    const options = { quick: { type: 'boolean' } } as const
    const { values, positionals } = parseArgs({ args: own, allowPositionals: true, options })
    if (positionals.includes('broken')) throw new Error('the drill is broken')
    if (positionals.includes('D-99')) throw new UsageError('D-99: no such drill')
    given = { ...values, positionals }
  })
  return process.exitCode ?? given
}

test('hands over the arguments, without the -- that some people write before flags', async () => {
  expect(await run('--', 'D-22', '--quick')).toEqual({ quick: true, positionals: ['D-22'] })
})

test.each([['--help'], ['-h'], ['D-22', '--help']])(
  '%s prints the usage and runs nothing',
  async (...args) => {
    expect(await run(...args)).toBeUndefined()

    expect(said).toBe(`${USAGE}\n`)
  },
)

test.each([
  ['--quik', "Unknown option '--quik'"],
  ['--quick=7', "Option '--quick' does not take an argument"],
  ['D-99', 'D-99: no such drill'],
])('%s is refused in one sentence', async (arg, problem) => {
  expect(await run(arg)).toBe(2)

  expect(said).toBe(`${problem}\n\n${USAGE}\n`)
})

test('what fails for another reason says only that', async () => {
  expect(await run('broken')).toBe(1)

  expect(said).toBe('the drill is broken\n')
})
