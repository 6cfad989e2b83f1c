import { Failure } from '../failure.ts'
import { releaseGateway } from './gateway.ts'
import type { Run } from './run.ts'
import { build } from './steps/build.ts'
import { look, planWorker, releaseName } from './steps/plan.ts'
import { settle } from './up.ts'

/** Takes a gateway that was held on to 100 %, by the same gates. @returns its release */
export async function promote(run: Run): Promise<string> {
  const { target, api, progress } = run
  const built = await build((app) => progress.note(`  ${app} is built`))
  const found = await look(target, api)
  const release = { name: releaseName(target, built, found), target, built }
  const planned = planWorker('gateway', release, found)
  const { deployed } = planned
  if (deployed === undefined) throw new Failure('the gateway is not deployed yet: run `bulkhead deploy up`')
  if (deployed.shares.length === 1)
    throw new Failure('one version has all the traffic: there is none to promote')
  const held = deployed.versions.find(({ id }) => deployed.shares.some(({ versionId }) => versionId === id))
  if (held?.tag !== release.name) {
    throw new Failure(
      `this checkout is release ${release.name}; the one that is held is ${held?.tag ?? 'unknown'}: check it out first`,
    )
  }
  await releaseGateway(run, { planned, deployed, found, release, upTo: 100 })
  await settle(run, found, true)
  return release.name
}
