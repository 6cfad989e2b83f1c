import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { parseLocalKeys, type LocalKeys } from '@bulkhead/tenant-schema/local-keys'

import { APPS, ROOT, type App } from './apps.ts'

/** What a person may set for a local run, and the Workers that read it. No other Worker is given it. */
const READERS = {
  LOCAL_KEYS: ['gateway', 'control'],
  LOCAL_EMBEDDINGS: ['local-cloud'],
  LOCAL_TOKEN_DELAY_MS: ['local-cloud'],
  LOG_LEVEL: APPS,
  OAUTH_ISSUER: ['gateway', 'control'],
  OPENAI_API_KEY: ['chat'],
  OPENAI_BASE_URL: ['chat'],
  OPENAI_MODEL: ['chat'],
  OTLP_AUTHORIZATION: ['observe'],
  OTLP_ENDPOINT: ['observe'],
} as const satisfies Record<string, readonly App[]>

type LocalVariable = keyof typeof READERS
export type LocalVariables = { readonly [name in LocalVariable]?: string }

export const LOCAL_VARIABLES: readonly LocalVariable[] = [
  'LOCAL_KEYS',
  'LOCAL_EMBEDDINGS',
  'LOCAL_TOKEN_DELAY_MS',
  'LOG_LEVEL',
  'OAUTH_ISSUER',
  'OPENAI_API_KEY',
  'OPENAI_BASE_URL',
  'OPENAI_MODEL',
  'OTLP_AUTHORIZATION',
  'OTLP_ENDPOINT',
]

/** The development keys by tenant id, and the admin token under `$admin`. */
export function readLocalKeys(): LocalKeys {
  return parseLocalKeys(readFileSync(join(ROOT, 'tenants/local-keys.json'), 'utf8'))
}

/** What this environment sets, with the local keys. An empty value counts as not set. */
export function readLocalVariables(env: NodeJS.ProcessEnv): LocalVariables {
  const set = LOCAL_VARIABLES.flatMap((name) => (env[name] ? [[name, env[name]]] : []))
  return { ...Object.fromEntries(set), LOCAL_KEYS: JSON.stringify(readLocalKeys()) }
}

/** The part of the variables that one Worker reads. */
export function variablesOf(app: App, variables: LocalVariables): Record<string, string> {
  const mine: Record<string, string> = {}
  for (const name of LOCAL_VARIABLES) {
    const value = variables[name]
    const readers: readonly App[] = READERS[name]
    if (value !== undefined && readers.includes(app)) mine[name] = value
  }
  return mine
}
