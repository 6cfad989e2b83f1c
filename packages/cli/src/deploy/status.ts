import { WORKERS } from '@bulkhead/contracts/workers'

import type { Json } from '../print.ts'
import type { Deployed } from './cloud/deployed.ts'
import { releasesOf } from './rollback.ts'
import type { Run } from './run.ts'
import { build } from './steps/build.ts'
import { ownershipFindings } from './steps/ownership.ts'
import { gatewayUrl, look, planWorker, releaseName } from './steps/plan.ts'

export interface Row {
  readonly kind: string
  readonly name: string
  readonly says: string
}

/** What is deployed now, and by which shares. GETs only. */
export async function statusRows({ target, api }: Run): Promise<{ rows: Row[]; about: Json }> {
  const found = await look(target, api)
  const workers = WORKERS.map((app) => {
    const name = target.names.worker(app)
    return { kind: 'Worker', name, says: sharesOf(found.workers.get(name)) }
  })
  const resources = found.resources.map(({ kind, name, id }) => ({ kind, name, says: id ?? 'missing' }))
  const releases = releasesOf(found.workers.get(target.names.worker('gateway'))).map((name) => ({
    kind: 'release',
    name,
    says: 'can be rolled back to',
  }))
  return { rows: [...workers, ...resources, ...releases], about: { url: gatewayUrl(target, found).origin } }
}

function sharesOf(deployed: Deployed | undefined): string {
  if (deployed === undefined) return 'not deployed'
  const shares = deployed.shares.map(({ versionId, percentage }) => {
    const version = deployed.versions.find(({ id }) => id === versionId)
    return `${version?.tag || 'untagged'} ${percentage} % (${versionId})`
  })
  return shares.join(', ')
}

/** What `up` would do, in its order. GETs only; the configs are written to `.wrangler/deploy`. */
export async function planRows({ target, api, progress }: Run): Promise<{ rows: Row[]; about: Json }> {
  const built = await build((app) => progress.note(`  ${app} is built`))
  const found = await look(target, api)
  const release = { name: releaseName(target, built, found), target, built }
  const resources = found.resources.map(({ kind, name, id }) => ({
    kind,
    name,
    says: id === undefined ? 'create' : 'there already',
  }))
  const workers = WORKERS.map((app) => {
    const { action, drift, rendered } = planWorker(app, release, found)
    const of = action === 'mend' || action === 'update' ? drift : []
    return {
      kind: 'Worker',
      name: rendered.name,
      says: of.length === 0 ? action : `${action}: ${of.join(', ')}`,
    }
  })
  const refused = ownershipFindings(target, found).map(({ name, says }) => ({ kind: 'refused', name, says }))
  return {
    rows: [...resources, ...workers, ...refused],
    about: { release: release.name, digest: built.digest },
  }
}
