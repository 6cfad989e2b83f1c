import { parseArgs } from 'node:util'

import { DEPLOYED_APPS, workerNameOf } from '@bulkhead/harness/apps'
import { bundleForProduction, type Bundle } from '@bulkhead/harness/build/bundle'
import { modulesIn } from '@bulkhead/harness/build/modules-in'
import { uploadBytes } from '@bulkhead/harness/build/upload-bytes'
import { readWorkerConfig } from '@bulkhead/harness/build/worker-config'
import { startWorkers } from '@bulkhead/harness/runtime/start-workers'

import ceilings from './ceilings.json' with { type: 'json' }
import { processorMs } from './figures/processor-time.ts'
import { runtimePids } from './figures/runtime-memory.ts'
import { median } from './figures/statistics.ts'
import { formatTable } from './figures/table.ts'

type Deployed = (typeof DEPLOYED_APPS)[number]
type Worker = Parameters<typeof startWorkers>[0][number]

const EMPTY = 'export default { fetch: () => new Response() }'

/**
 * What the start of each production bundle costs: processor time of a fresh runtime that has it, above one that has an empty Worker instead, each
 * measured right after the other. @throws Error when one exceeds its ceiling.
 */
export async function startup(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { rounds: { type: 'string', default: '9' } } })
  const results: { app: Deployed; ms: number; kib: number }[] = []
  for (const app of DEPLOYED_APPS) {
    const bundle = await bundleForProduction(app)
    const ms = await startMs(bareWorker(app, bundle), Number(values.rounds))
    results.push({ app, ms, kib: uploadBytes(bundle) / 1_024 })
  }
  const rows = results.map(({ app, ms, kib }) => [
    app,
    ms.toFixed(1),
    String(ceilings.startMs[app]),
    kib.toFixed(1),
    String(ceilings.uploadKiB[app]),
  ])
  console.log(formatTable(['Worker', 'start, ms', 'at most', 'upload, KiB', 'at most'], rows))
  const above = results.filter(
    ({ app, ms, kib }) => ms > ceilings.startMs[app] || kib > ceilings.uploadKiB[app],
  )
  if (above.length > 0) throw new Error(`above their ceilings: ${above.map(({ app }) => app).join(', ')}`)
}

async function startMs(worker: Worker, rounds: number): Promise<number> {
  const costs: number[] = []
  for (let round = 0; round < rounds; round++) {
    const empty = await costOf({ name: 'empty', modules: true, script: EMPTY })
    costs.push((await costOf(worker)) - empty)
  }
  return median(costs)
}

/** Until the runtime takes requests, which is when every Worker has been evaluated. */
async function costOf(worker: Worker): Promise<number> {
  const before = new Set(runtimePids())
  const running = await startWorkers([{ compatibilityDate: '2026-11-01', ...worker }], {})
  try {
    const own = runtimePids().filter((pid) => !before.has(pid))
    return own.reduce((sum, pid) => sum + processorMs(pid), 0)
  } finally {
    await running.stop()
  }
}

/** The bundle without its bindings: evaluating a module touches none. */
function bareWorker(app: Deployed, { folder, entry }: Bundle): Worker {
  const { compatibility_date: compatibilityDate, compatibility_flags: compatibilityFlags } =
    readWorkerConfig(app)
  return {
    name: workerNameOf(app),
    ...(compatibilityDate === undefined ? {} : { compatibilityDate }),
    ...(compatibilityFlags === undefined ? {} : { compatibilityFlags }),
    modulesRoot: folder,
    modules: modulesIn(folder, entry),
  }
}
