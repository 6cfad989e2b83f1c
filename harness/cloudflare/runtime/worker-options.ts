import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import type { V4ModuleDefinition, V4WorkerOptions } from 'miniflare'

import type { Account, Queue, UploadedModule } from '../account.ts'
import { bindingOptions } from './bindings.ts'
import type { LiveWorker } from './live-workers.ts'

const ROOT = '/uploaded'
const MODULE_TYPES: Readonly<Record<string, V4ModuleDefinition['type']>> = {
  'application/javascript+module': 'ESModule',
  'application/wasm': 'CompiledWasm',
  'application/octet-stream': 'Data',
  'text/plain': 'Text',
}

/** One uploaded version as Miniflare runs it. */
export function optionsOf(account: Account, { name, worker, version }: LiveWorker): V4WorkerOptions {
  const { mainModule, modules } = version
  return {
    ...bindingOptions(account, version),
    ...assetsOf(account, version),
    name,
    compatibilityDate: version.compatibilityDate,
    compatibilityFlags: [...version.compatibilityFlags],
    tails: worker.tailConsumers.map((tail) => tail.service),
    queueConsumers: consumersOf(account, worker.name),
    unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }],
    modulesRoot: ROOT,
    modules: modules
      .toSorted((a, b) => Number(b.name === mainModule) - Number(a.name === mainModule))
      .map(moduleOf),
  }
}

function moduleOf({ name, type, bytes }: UploadedModule): V4ModuleDefinition {
  const kind = MODULE_TYPES[type]
  if (kind === undefined) throw new Error(`the simulation does not run modules of the type ${type}`)
  return { type: kind, path: join(ROOT, name), contents: bytes }
}

function consumersOf({ queues }: Account, worker: string) {
  const mine = [...queues.values()].flatMap(({ name, consumers }) => {
    const consumer = consumers.get(worker)
    return consumer === undefined ? [] : [[name, settingsOf(consumer)] as const]
  })
  return Object.fromEntries(mine)
}

function settingsOf(consumer: Parameters<Queue['consumers']['set']>[1]) {
  const { settings = {}, dead_letter_queue: deadLetterQueue } = consumer as {
    settings?: { batch_size?: number; max_retries?: number; max_wait_time_ms?: number }
    dead_letter_queue?: string
  }
  const {
    batch_size: maxBatchSize = 10,
    max_retries: maxRetries = 3,
    max_wait_time_ms: waitMs = 1_000,
  } = settings
  return {
    maxBatchSize,
    maxBatchTimeout: waitMs / 1_000,
    maxRetries,
    ...(deadLetterQueue === undefined ? {} : { deadLetterQueue }),
  }
}

function assetsOf(account: Account, { assets, bindings }: LiveWorker['version']): Partial<V4WorkerOptions> {
  if (assets === undefined) return {}
  const directory = mkdtempSync(join(tmpdir(), 'bulkhead-assets-'))
  for (const [path, hash] of Object.entries(assets.files)) {
    const file = join(directory, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, account.assets.get(hash) ?? '')
  }
  const binding = bindings.find(({ type }) => type === 'assets')?.name
  const { html_handling, not_found_handling, run_worker_first } = assets.config
  return {
    assets: {
      directory,
      ...(binding === undefined ? {} : { binding }),
      routerConfig: { has_user_worker: true, invoke_user_worker_ahead_of_assets: run_worker_first === true },
      assetConfig: { html_handling, not_found_handling },
    },
  }
}
