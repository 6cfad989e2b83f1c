import type { WorkerName } from '@bulkhead/contracts/workers'
import { modelVariablesOf } from '@bulkhead/harness/runtime/model-variables'

import type { KnownVersion } from '../cloud/deployed.ts'
import type { Wrangler } from '../cloud/wrangler.ts'
import type { Target } from '../config/target.ts'
import type { Came } from '../progress.ts'
import { versionMessage, type Planned, type Release } from './plan.ts'

/** Secrets that a Worker may do without. */
const OPTIONAL: Readonly<Partial<Record<WorkerName, readonly string[]>>> = {
  gateway: ['KEY_CHECK_SECRET_PREVIOUS'],
  chat: ['OPENAI_API_KEY'],
  observe: ['OTLP_AUTHORIZATION'],
}

/** Everything of one Worker, live at once. */
export async function releaseAtOnce(planned: Planned, release: Release, wrangler: Wrangler): Promise<Came> {
  const { rendered, drift } = planned
  const known = uploadedBefore(planned, release)
  if (known !== undefined) return await finish(planned, known, wrangler)
  const versionId = await wrangler.deploy(uploadOf(planned, release))
  const left = rendered.without.length === 0 ? '' : `, without ${rendered.without.join(', ')} for now`
  const mended = drift.length === 0 ? '' : `, mended ${drift.join(', ')}`
  return { what: `${rendered.name} ${versionId}${left}${mended}` }
}

/**
 * A run that was broken off has uploaded it already. Only the newest counts: an older one keeps the secrets of its
 * time, and what came after it may be a changed secret.
 */
export function uploadedBefore({ rendered, deployed }: Planned, { name }: Release): KnownVersion | undefined {
  const newest = deployed?.versions[0]
  return newest?.message === versionMessage(name, rendered) ? newest : undefined
}

async function finish(
  { rendered }: Planned,
  { id, message }: KnownVersion,
  wrangler: Wrangler,
): Promise<Came> {
  await wrangler.split(rendered.configFile, [{ versionId: id, percentage: 100 }], { message })
  await wrangler.triggers(rendered.configFile)
  return { what: `${rendered.name} ${id}, uploaded before` }
}

export function uploadOf({ rendered }: Planned, { name, target }: Release) {
  return {
    configFile: rendered.configFile,
    tag: name,
    message: versionMessage(name, rendered),
    secrets: secretsOf(rendered.app, rendered.requiredSecrets, target),
  }
}

/** What this run knows of them; the platform keeps the others as they are. */
function secretsOf(
  app: WorkerName,
  required: readonly string[],
  { secrets }: Target,
): Record<string, string> {
  const named = [...required, ...(OPTIONAL[app] ?? [])]
  const known = named.flatMap((name) => {
    const value = secrets[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  return { ...modelVariablesOf(app, { ...secrets }), ...Object.fromEntries(known) }
}
