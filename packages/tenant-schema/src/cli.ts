import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { isDeepStrictEqual, parseArgs } from 'node:util'

import * as z from 'zod/mini'

import { createApiKey, hashApiKey, keyNameOf } from './api-key.ts'
import { loadTenants, type LoadedTenants } from './load-tenants.ts'
import { LOCAL_KEY_CHECK_SECRET } from './local-check-secret.ts'
import { checkLocalKeys, parseLocalKeys } from './local-keys.ts'
import { unknownModels, unpricedModels } from './models/check-models.ts'
import { loadModels, type LoadedModels } from './models/load-models.ts'
import { ModelCatalogue } from './models/model-catalogue.ts'
import { TenantConfig } from './tenant-config.ts'
import { isTenantId } from './tenant-id.ts'

const ROOT = resolve(import.meta.dirname, '../../..')
/** Folders of tenants, separated by `:`. Tests add one of their own. */
const FOLDERS = (process.env['TENANTS_DIR'] ?? 'tenants').split(':')
const LOCAL_KEYS_FILE = 'tenants/local-keys.json'
/**
 * Catalogues of models, separated by `:`. A folder of tenants may bring a `models.json` of its own besides.
 */
const MODEL_FILES = (process.env['MODELS_FILE'] || 'models.json').split(':')
const SCHEMAS = { 'tenants/tenant.schema.json': TenantConfig, 'models.schema.json': ModelCatalogue }

const USAGE = `usage: pnpm tenants <command>
  check [--production]         report every problem of every tenant.config.json and of models.json; exit 1 if there is any;
                               with --production name those that a production Registry would take
  models <file>                check models.json, then write it as one JSON file for a Worker
  schema                       write ${Object.keys(SCHEMAS).join(' and ')} for editors
  key <tenant>                 make a new API key and the record of it for tenant.config.json; KEY_CHECK_SECRET
                               in the environment says for which deployment (left out: the local one)`

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
    case 'models':
      write(fileFor(target), catalogueOf(loadedModels()))
      break
    case 'schema':
      for (const [file, schema] of Object.entries(SCHEMAS))
        writeFileSync(join(ROOT, file), schemaText(schema))
      break
    case 'key':
      await printKey(target)
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
 * All tenants, or without the demo ones, which production refuses. Exits 1 after printing the problems if there are any.
 */
function load(): LoadedTenants['tenants'] {
  const { tenants, problems } = loadTenants(ROOT, FOLDERS)
  const catalogue = loadModels(ROOT, MODEL_FILES, FOLDERS)
  const ids = tenants.map(({ config }) => config.id)
  stopAt([
    ...problems,
    ...catalogue.problems,
    ...tenants.flatMap((tenant) => modelProblems(tenant, catalogue.models)),
    ...localKeyProblems(ids),
    ...schemaProblems(),
  ])
  return values.production ? tenants.filter(({ config }) => config.demo !== true) : tenants
}

function modelProblems({ at, config }: LoadedTenants['tenants'][number], models: LoadedModels['models']) {
  const isPriced = (model: string) => models.get(model)?.prices !== undefined
  return [...unknownModels(config, models), ...unpricedModels(config, isPriced)].map(
    ({ path, message }) => `${at}: ${path}: ${message}`,
  )
}

function loadedModels(): LoadedModels['models'] {
  const { models, problems } = loadModels(ROOT, MODEL_FILES, FOLDERS)
  stopAt(problems)
  return models
}

function stopAt(problems: readonly string[]): void {
  for (const problem of problems) console.error(problem)
  if (problems.length === 0) return
  console.error(`${problems.length} problem${problems.length === 1 ? '' : 's'}; nothing was built`)
  process.exit(1)
}

function report(tenants: LoadedTenants['tenants']): void {
  console.log(
    `${tenants.length} tenants are valid: ${tenants.map(({ config }) => config.id).join(', ') || 'none'}`,
  )
  if (values.production) console.log('demo tenants are refused in production')
}

function catalogueOf(models: LoadedModels['models']): ModelCatalogue {
  return { models: Object.fromEntries(models) }
}

function fileFor(given: string | undefined): string {
  if (given !== undefined) return resolve(given)
  console.error(USAGE)
  return process.exit(2)
}

function write(file: string, value: object): void {
  const text = JSON.stringify(value)
  mkdirSync(dirname(file), { recursive: true })
  // Unchanged files keep their time, so that a watching bundler does not build again.
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text)
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

function schemaText(schema: z.core.$ZodType): string {
  return `${JSON.stringify(z.toJSONSchema(schema, { io: 'input' }), null, 2)}\n`
}

function schemaProblems(): string[] {
  return Object.entries(SCHEMAS).flatMap(([name, schema]) => {
    const file = join(ROOT, name)
    const current: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
    const isCurrent = isDeepStrictEqual(current, JSON.parse(schemaText(schema)))
    return isCurrent ? [] : [`${name}: (root): is out of date; run pnpm tenants schema`]
  })
}

async function printKey(tenantId: string | undefined): Promise<void> {
  if (!isTenantId(tenantId)) {
    console.error(USAGE)
    return process.exit(2)
  }
  const key = await createApiKey(tenantId, process.env['KEY_CHECK_SECRET'] ?? LOCAL_KEY_CHECK_SECRET)
  const record = { id: keyNameOf(key)?.keyId, sha256: await hashApiKey(key), scopes: ['chat', 'search'] }
  console.log(`key (shown once, give it to the tenant): ${key}`)
  console.log(`for apiKeys in tenant.config.json: ${JSON.stringify(record)}`)
}
