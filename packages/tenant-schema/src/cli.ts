import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { isDeepStrictEqual, parseArgs } from 'node:util'

import * as z from 'zod/mini'

import { createApiKey, hashApiKey, keyIdOf } from './api-key.ts'
import { loadTenants, type LoadedTenants } from './load-tenants.ts'
import { checkLocalKeys, parseLocalKeys } from './local-keys.ts'
import { TenantConfig } from './tenant-config.ts'

const ROOT = resolve(import.meta.dirname, '../../..')
/** Folders of tenants, separated by `:`. Tests add one of their own. */
const FOLDERS = (process.env['TENANTS_DIR'] ?? 'tenants').split(':')
const LOCAL_KEYS_FILE = 'tenants/local-keys.json'
const SCHEMA_FILE = 'tenants/tenant.schema.json'

const USAGE = `usage: pnpm tenants <command>
  check [--production]         report every problem of every tenant.config.json; exit 1 if there is any
  bundle [--production] <file> check, then write the configs as one JSON file for the gateway
  schema                       write ${SCHEMA_FILE} for editors
  key                          make a new API key and the record of it for tenant.config.json`

const OPTIONS = {
  production: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

const { values, positionals } = readArguments()
const [command, target] = positionals

if (values.help) console.log(USAGE)
else await run()

async function run(): Promise<void> {
  switch (command) {
    case 'check':
      report(load())
      break
    case 'bundle':
      bundle(load())
      break
    case 'schema':
      writeFileSync(join(ROOT, SCHEMA_FILE), schemaText())
      break
    case 'key':
      await printKey()
      break
    default:
      console.error(USAGE)
      process.exitCode = 2
  }
}

function readArguments() {
  try {
    return parseArgs({ allowPositionals: true, options: OPTIONS })
  } catch (thrown) {
    // Node adds advice on arguments that begin with a dash.
    const [problem] = (thrown instanceof Error ? thrown.message : String(thrown)).split('. ')
    console.error(`${problem}\n\n${USAGE}`)
    return process.exit(2)
  }
}

/**
 * All tenants, or without the demo ones for production. Exits 1 after printing the problems if there are any.
 */
function load(): LoadedTenants['tenants'] {
  const { tenants, problems } = loadTenants(ROOT, FOLDERS)
  const ids = tenants.map(({ config }) => config.id)
  const all = [...problems, ...localKeyProblems(ids), ...schemaProblems()]
  for (const problem of all) console.error(problem)
  if (all.length > 0) {
    console.error(`${all.length} problem${all.length === 1 ? '' : 's'}; nothing was built`)
    process.exit(1)
  }
  return values.production ? tenants.filter(({ config }) => config.demo !== true) : tenants
}

function report(tenants: LoadedTenants['tenants']): void {
  console.log(
    `${tenants.length} tenants are valid: ${tenants.map(({ config }) => config.id).join(', ') || 'none'}`,
  )
  if (values.production) console.log('demo tenants are left out of production builds')
}

function bundle(tenants: LoadedTenants['tenants']): void {
  if (target === undefined) {
    console.error(USAGE)
    return process.exit(2)
  }
  const text = JSON.stringify(tenants.map(({ config }) => config))
  mkdirSync(dirname(resolve(target)), { recursive: true })
  // Unchanged files keep their time, so that a watching bundler does not build again.
  if (!existsSync(target) || readFileSync(target, 'utf8') !== text) writeFileSync(target, text)
}

function localKeyProblems(tenantIds: readonly string[]): string[] {
  const file = join(ROOT, LOCAL_KEYS_FILE)
  if (!existsSync(file)) return []
  try {
    const keys = parseLocalKeys(readFileSync(file, 'utf8'))
    return checkLocalKeys(keys, tenantIds).map((problem) => `${LOCAL_KEYS_FILE}: ${problem}`)
  } catch (thrown) {
    return [`${LOCAL_KEYS_FILE}: (root): ${String(thrown)}`]
  }
}

function schemaText(): string {
  return `${JSON.stringify(z.toJSONSchema(TenantConfig, { io: 'input' }), null, 2)}\n`
}

function schemaProblems(): string[] {
  const file = join(ROOT, SCHEMA_FILE)
  const current: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
  return isDeepStrictEqual(current, JSON.parse(schemaText()))
    ? []
    : [`${SCHEMA_FILE}: (root): is out of date; run pnpm tenants schema`]
}

async function printKey(): Promise<void> {
  const key = createApiKey()
  const record = { id: keyIdOf(key), sha256: await hashApiKey(key), scopes: ['chat', 'search'] }
  console.log(`key (shown once, give it to the tenant): ${key}`)
  console.log(`for apiKeys in tenant.config.json: ${JSON.stringify(record)}`)
}
