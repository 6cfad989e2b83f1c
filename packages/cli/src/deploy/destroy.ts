import { WORKERS } from '@bulkhead/contracts/workers'

import { Misuse } from '../failure.ts'
import { jurisdictionHeader } from './cloud/resources.ts'
import type { Run } from './run.ts'
import { refuseFindings } from './steps/doctor.ts'
import { foreignWorkers } from './steps/ownership.ts'
import { look } from './steps/plan.ts'

const PATHS = {
  'KV namespace': (id: string) => `/storage/kv/namespaces/${id}`,
  'R2 bucket': (id: string) => `/r2/buckets/${id}`,
  queue: (id: string) => `/queues/${id}`,
  'Vectorize index': (id: string) => `/vectorize/v2/indexes/${id}`,
  'AI Gateway': (id: string) => `/ai-gateway/gateways/${id}`,
} as const

/** Removes the Workers, callers first, and with `withData` what they store in. What is not there is left out. */
export async function destroy(
  run: Run,
  { sure, withData }: { sure: string | undefined; withData: boolean },
): Promise<void> {
  const { target, api, progress } = run
  const name = `${target.names.prefix}${target.names.suffix}`
  if (sure !== name)
    throw new Misuse(
      `this removes every Worker of ${target.name} and their objects: say so with --yes ${name}`,
    )
  // What was turned off since is not left behind.
  const found = await look({ ...target, environment: { ...target.environment, mcpOAuth: true } }, api)
  refuseFindings(foreignWorkers(found))
  const headers = jurisdictionHeader(target.environment.jurisdiction)
  for (const app of WORKERS.toReversed()) {
    const worker = target.names.worker(app)
    if (!found.workers.has(worker)) continue
    await progress.step(`delete ${app}`, async () => {
      await api.remove(`/workers/services/${worker}?force=true`)
      return { what: worker }
    })
  }
  if (!withData) return
  for (const { kind, name: resource, id } of found.resources) {
    if (id === undefined) continue
    await progress.step(`delete ${kind}`, async () => {
      await api.remove(PATHS[kind](id), headers)
      return { what: resource }
    })
  }
}
