import { activeVersion, type Account, type Version, type Worker } from '../account.ts'

/** A version that traffic can reach, and the name it runs under. */
export interface LiveWorker {
  readonly name: string
  readonly worker: Worker
  readonly version: Version
}

/**
 * Every version of a current deployment, those at 0 % too: the override header reaches them. What other Workers
 * bind runs under its own name, in the version that has most of the traffic: calls over bindings know no shares.
 */
export function liveWorkers(account: Account): LiveWorker[] {
  const workers = [...account.workers.values()]
  const bound = new Set(workers.flatMap(callees))
  return workers.flatMap((worker) => {
    const active = activeVersion(worker)
    if (active === undefined) return []
    if (bound.has(worker.name)) return [{ name: worker.name, worker, version: active }]
    const ids = new Set((worker.deployments[0]?.versions ?? []).map((share) => share.version_id))
    return worker.versions
      .filter(({ id }) => ids.has(id))
      .map((version) => ({ name: `${worker.name}--${version.id}`, worker, version }))
  })
}

function callees(worker: Worker): string[] {
  const services = activeVersion(worker)?.bindings.filter(({ type }) => type === 'service') ?? []
  return [
    ...services.map(({ service }) => String(service)),
    ...worker.tailConsumers.map(({ service }) => service),
  ]
}
