import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'

import * as z from 'zod/mini'

import { Failure } from './failure.ts'

const Stored = z.strictObject({ url: z.string(), token: z.string() })

/** Which deployment, and as whom. */
export type Credentials = z.infer<typeof Stored>

const DEFAULT_URL = 'http://localhost:8787'
const OWNER_ONLY = 0o600

/** From the environment, else from what `bulkhead login` stored. @throws Failure when there is no token */
export function readCredentials(env: NodeJS.ProcessEnv): Credentials {
  const stored = readStored(env)
  const token = env['BULKHEAD_TOKEN'] || stored?.token
  if (token === undefined) {
    throw new Failure('no token: run `bulkhead login`, or set BULKHEAD_TOKEN')
  }
  return { url: env['BULKHEAD_URL'] || stored?.url || DEFAULT_URL, token }
}

/** Where `login` signs in when it is told nothing else. */
export function urlFor(env: NodeJS.ProcessEnv): string {
  return env['BULKHEAD_URL'] || readStored(env)?.url || DEFAULT_URL
}

/** Readable by its owner only, also where the file was there before. */
export function storeCredentials(env: NodeJS.ProcessEnv, credentials: Credentials): string {
  const file = fileOf(env)
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  writeFileSync(file, `${JSON.stringify(credentials, null, 2)}\n`, { mode: OWNER_ONLY })
  chmodSync(file, OWNER_ONLY)
  return file
}

export function forgetCredentials(env: NodeJS.ProcessEnv): void {
  rmSync(fileOf(env), { force: true })
}

/** @throws Failure for a file that others may read: the token in it is not a secret any more */
function readStored(env: NodeJS.ProcessEnv): Credentials | undefined {
  const file = fileOf(env)
  if (!existsSync(file)) return undefined
  if ((statSync(file).mode & 0o077) !== 0) {
    throw new Failure(`${file} is readable by others: chmod 600 it, and have the token replaced`)
  }
  const stored = Stored.safeParse(jsonOf(readFileSync(file, 'utf8')))
  if (!stored.success) throw new Failure(`${file} is not what bulkhead login writes: run it again`)
  return stored.data
}

/** Whether a header can hold it: a line break that was copied along would be quoted in an error. */
export function isToken(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text)
}

/** Undefined for what is no JSON: the parser's own message would quote the secrets in it. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function fileOf(env: NodeJS.ProcessEnv): string {
  const folder = env['XDG_CONFIG_HOME'] || join(homedir(), '.config')
  return join(folder, 'bulkhead', 'credentials.json')
}
