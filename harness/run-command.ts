import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { ROOT } from './apps.ts'

export interface CommandOptions {
  readonly cwd?: string
  readonly env?: NodeJS.ProcessEnv
  /** Keeps the output back; it is in the result either way. */
  readonly quiet?: boolean
  /** Ends the program when it is aborted. */
  readonly signal?: AbortSignal | undefined
}

export interface CommandResult {
  readonly code: number
  readonly output: string
}

/** Wrangler's program itself: its `bin` starts another node, which a signal to us would not reach. */
export const WRANGLER = fileURLToPath(import.meta.resolve('wrangler'))

/** No metrics, no look for updates, no fetch of a sample `request.cf`: no network, and nothing written outside the checkout. */
export const OFFLINE = {
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  TURBO_TELEMETRY_DISABLED: '1',
  WRANGLER_HIDE_BANNER: 'true',
  WRANGLER_LOG_PATH: join(ROOT, '.wrangler/logs'),
  WRANGLER_NO_SKILLS_UPDATE_PROMPTS: 'true',
  WRANGLER_SEND_ERROR_REPORTS: 'false',
  WRANGLER_SEND_METRICS: 'false',
}

/** Runs a program to its end. A program that cannot be started counts as code 127. */
export function runCommand(
  command: string,
  args: readonly string[],
  { cwd = ROOT, env = process.env, quiet = false, signal }: CommandOptions = {},
): Promise<CommandResult> {
  return new Promise((done) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...env, ...OFFLINE },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
    })
    let output = ''
    const collect = (chunk: Buffer) => {
      output += chunk.toString()
      if (!quiet) process.stdout.write(chunk)
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.once('error', (thrown) => done({ code: 127, output: `${command}: ${thrown.message}` }))
    child.once('close', (code) => done({ code: code ?? 1, output }))
  })
}
