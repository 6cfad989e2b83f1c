import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { WORKERS, type WorkerName } from '@bulkhead/contracts/workers'

import { Failure } from '../failure.ts'
import { onlyVersion, readDeployed, type Deployed, type KnownVersion } from './cloud/deployed.ts'
import type { Wrangler } from './cloud/wrangler.ts'
import type { Target } from './config/target.ts'
import { deployFolder } from './deploy-folder.ts'
import { siteOf, type Run } from './run.ts'
import { lookAtWorkers, type Found } from './steps/plan.ts'
import { answersAtAll } from './traffic/smoke.ts'

/** Callers before callees: an old caller knows an older callee, and a newer callee an old caller. */
const ORDER: readonly WorkerName[] = WORKERS.toReversed()

/**
 * Puts every Worker back to its version of an earlier release, at once. It builds nothing: a checkout that is broken
 * must not keep a release up. @returns the release
 */
export async function rollback(
  run: Run,
  { asked, withOldSecrets }: { readonly asked: string | undefined; readonly withOldSecrets: boolean },
): Promise<string> {
  const { target, api, wrangler, progress } = run
  const found = await lookAtWorkers(target, api)
  const release = asked ?? releaseBefore(found, target.names.worker('gateway'))
  const steps = ORDER.map((app) => ({ app, deployed: found.workers.get(target.names.worker(app)) }))
  const back = steps.map(({ app, deployed }) => ({ app, deployed, version: versionOf(release, deployed) }))
  const lacking = back.filter(({ version }) => version === undefined).map(({ app }) => app)
  if (lacking.length > 0) {
    throw new Failure(
      `${lacking.join(', ')}: no version of release ${release} that the platform still has; nothing was changed`,
    )
  }
  for (const { app, deployed, version } of back) {
    if (version === undefined || deployed === undefined) continue
    await progress.step(`roll back ${app}`, async () => {
      if (onlyVersion(deployed)?.id === version.id)
        return { what: `is at ${version.id} already`, isChange: false }
      await putBack(wrangler, { configFile: configForBack(app, target), version, withOldSecrets })
      return { what: `${deployed.name} ${version.id}` }
    })
  }
  await progress.step('answers', async () => {
    const gateway = await readDeployed(api, target.names.worker('gateway'))
    const site = siteOf(run, found)
    await answersAtAll({ site, version: gateway === undefined ? undefined : onlyVersion(gateway)?.id })
    return { what: `every Worker answers at ${site.url.origin}`, isChange: false }
  })
  return release
}

/** Only whose version it is: hostnames, crons and tails stay as they are. @returns the file */
function configForBack(app: WorkerName, target: Target): string {
  const file = join(deployFolder(target), `${app}-back.json`)
  mkdirSync(deployFolder(target), { recursive: true })
  writeFileSync(file, JSON.stringify({ name: target.names.worker(app), account_id: target.accountId }))
  return file
}

interface Back {
  readonly configFile: string
  readonly version: KnownVersion
  readonly withOldSecrets: boolean
}

/** Without `withOldSecrets` the platform refuses a version whose secrets are not those of today. */
async function putBack(wrangler: Wrangler, { configFile, version, withOldSecrets }: Back): Promise<void> {
  if (withOldSecrets) return await wrangler.restore(configFile, version.id, version.message)
  const shares = [{ versionId: version.id, percentage: 100 }]
  await wrangler.split(configFile, shares, { message: version.message, immediately: true })
}

/** The newest version of that release: a Worker may have been deployed twice in it. */
function versionOf(release: string, deployed: Deployed | undefined): KnownVersion | undefined {
  return deployed?.versions
    .filter(({ tag }) => tag === release)
    .toSorted((a, b) => (a.createdOn < b.createdOn ? 1 : -1))[0]
}

/** Releases that the platform still has a gateway of, newest first. */
export function releasesOf(gateway: Deployed | undefined): string[] {
  const newestFirst = (gateway?.versions ?? []).toSorted((a, b) => (a.createdOn < b.createdOn ? 1 : -1))
  return [...new Set(newestFirst.map(({ tag }) => tag).filter((tag) => tag !== ''))]
}

/**
 * What the gateway still is where callees have been released already; else what it was before. @throws Failure when
 * there is neither, or when a rollback has left what it was before
 */
function releaseBefore({ workers }: Pick<Found, 'workers'>, gatewayName: string): string {
  const gateway = workers.get(gatewayName)
  if (gateway === undefined) throw new Failure('nothing is deployed, so there is nothing to roll back')
  const current = mainVersion(gateway)
  const isHalfWay = [...workers.values()].some((one) => mainVersion(one)?.tag !== current?.tag)
  if (isHalfWay && current !== undefined && current.tag !== '') return current.tag
  const history = gateway.history.map((id) => gateway.versions.find((one) => one.id === id))
  const before = history.find((one) => one !== undefined && one.tag !== '' && one.tag !== current?.tag)
  const known = `name one: bulkhead deploy rollback <release>, of ${releasesOf(gateway).join(', ')}`
  if (before === undefined) throw new Failure(`there is no earlier release in the last deployments; ${known}`)
  if (current !== undefined && before.createdOn > current.createdOn) {
    throw new Failure(
      `${current.tag} answers, and the one before it, ${before.tag}, is newer: a rollback has left it. To go there or further back, ${known}`,
    )
  }
  return before.tag
}

function mainVersion({ shares, versions }: Deployed): KnownVersion | undefined {
  const [largest] = shares.toSorted((a, b) => b.percentage - a.percentage)
  return versions.find(({ id }) => id === largest?.versionId)
}
