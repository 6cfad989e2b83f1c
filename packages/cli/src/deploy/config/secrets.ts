import { existsSync, readFileSync, statSync } from 'node:fs'

import * as z from 'zod/mini'

import { jsonOf } from '../../credentials.ts'
import { Failure } from '../../failure.ts'

const Stored = z.record(z.string(), z.string().check(z.minLength(1)))

/** Values of secrets by name. Never printed, and written to no file but one that wrangler reads at once. */
export type Secrets = Readonly<Record<string, string>>

/** Of the file, and over it every variable that is set. @throws Failure for a file that others may read */
export function readSecrets(file: string | undefined, env: NodeJS.ProcessEnv): Secrets {
  const stored = file !== undefined && existsSync(file) ? readStored(file) : {}
  const set = Object.entries(env).flatMap(([name, value]) => (value ? [[name, value] as const] : []))
  return { ...stored, ...Object.fromEntries(set) }
}

function readStored(file: string): z.infer<typeof Stored> {
  if ((statSync(file).mode & 0o077) !== 0) {
    throw new Failure(`${file} holds secrets and others may read it: chmod 600 ${file}`)
  }
  const stored = Stored.safeParse(jsonOf(readFileSync(file, 'utf8')))
  if (!stored.success) throw new Failure(`${file} must be a JSON object of texts by the names of secrets`)
  return stored.data
}
