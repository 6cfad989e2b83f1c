import { WORKERS } from '@bulkhead/contracts/workers'

import { Failure, Misuse } from '../failure.ts'
import { readDeployed } from './cloud/deployed.ts'
import type { Target } from './config/target.ts'
import { releaseGateway } from './gateway.ts'
import { adminOf, adminToken, siteOf, type Run } from './run.ts'
import { build, type Built } from './steps/build.ts'
import { examineTarget, refuseFindings } from './steps/doctor.ts'
import { ownershipFindings } from './steps/ownership.ts'
import { look, planWorker, releaseName, type Found, type Planned, type Release } from './steps/plan.ts'
import { provision } from './steps/provision.ts'
import { releaseAtOnce } from './steps/release.ts'
import { applyTenants } from './steps/tenants.ts'
import { answersAtAll, smoke, withSmokeTenant } from './traffic/smoke.ts'

export interface UpOptions {
  /** A new gateway stays at the first share until `promote`. */
  readonly holds: boolean
  /** Replaces Workers that were deployed by other means. */
  readonly adopts: boolean
}

/** Everything that makes the account what the checkout says; what is so already is left as it is. */
export async function up(run: Run, { holds, adopts }: UpOptions): Promise<Release> {
  const { target, api, progress } = run
  const upTo = holds ? holdAt(target) : 100
  await check(run, { holds, adopts })
  const built = await buildAll(run)
  await progress.step('provision', async () => provision(target, api, await look(target, api)))
  const found = await look(target, api)
  const release = { name: releaseName(target, built, found), target, built }
  const { isReleased, isHeld } = await releaseAll(run, release, { found, upTo })
  if (!isHeld) await settle(run, found, isReleased)
  return release
}

/** @throws Misuse where every step is the whole */
function holdAt({ name, environment }: Target): number {
  const first = Math.min(...environment.canary.steps)
  if (first < 100) return first
  throw new Misuse(`canary.steps of ${name} has no share below 100 at which a new gateway could be held`)
}

async function check({ target, api, progress }: Run, { holds, adopts }: UpOptions): Promise<void> {
  await progress.step('doctor', async () => {
    refuseFindings(await examineTarget(target, api))
    adminToken(target)
    const found = await look(target, api)
    if (holds && !found.workers.has(target.names.worker('gateway'))) {
      throw new Failure(
        'no gateway answers yet, so there is none to hold a new one back for: the first deployment goes without --hold',
      )
    }
    const wrong = ownershipFindings(target, found)
    refuseFindings(wrong.filter(({ name }) => !adopts || name === 'jurisdiction'))
    return { what: 'token, permissions and secrets are good', isChange: false }
  })
}

async function buildAll({ progress }: Run): Promise<Built> {
  const all: Built[] = []
  await progress.step('build', async () => {
    const built = await build((app) => progress.note(`  ${app} is built`))
    all.push(built)
    return { what: `version ${built.version}, digest ${built.digest}`, isChange: false }
  })
  const [built] = all
  if (built === undefined) throw new Error('nothing was built')
  return built
}

/** Callees before callers. @returns whether anything was released, and whether the gateway is held */
async function releaseAll(
  run: Run,
  release: Release,
  { found, upTo }: { readonly found: Found; readonly upTo: number },
): Promise<{ isReleased: boolean; isHeld: boolean }> {
  const workers = new Map(found.workers)
  const again: (typeof WORKERS)[number][] = []
  let isReleased = false
  let isHeld = false
  const releaseOne = async (app: (typeof WORKERS)[number]) => {
    const planned = planWorker(app, release, { ...found, workers })
    const isNews = await releaseWorker(run, release, { planned, found, upTo })
    if (planned.rendered.without.length > 0) again.push(app)
    isReleased ||= isNews
    isHeld ||= planned.action === 'canary' && upTo < 100
    if (!isNews) return
    const deployed = await readDeployed(run.api, planned.rendered.name)
    if (deployed !== undefined) workers.set(deployed.name, deployed)
  }
  for (const app of WORKERS) await releaseOne(app)
  // Two Workers that call each other: the first one had to go without the second.
  for (const app of again.splice(0)) await releaseOne(app)
  return { isReleased, isHeld }
}

interface ReleaseInput {
  readonly planned: Planned
  readonly found: Found
  readonly upTo: number
}

/** @returns whether there was anything to release */
async function releaseWorker(
  run: Run,
  release: Release,
  { planned, found, upTo }: ReleaseInput,
): Promise<boolean> {
  const { wrangler, progress } = run
  const { action, rendered, deployed } = planned
  if (action === 'unchanged') return false
  if (action === 'canary' && deployed !== undefined) {
    await releaseGateway(run, { planned, deployed, found, release, upTo })
    return true
  }
  if (action === 'mend') {
    await progress.step(`mend ${rendered.app}`, async () => {
      await wrangler.triggers(rendered.configFile)
      return { what: planned.drift.join(', ') }
    })
    return true
  }
  await progress.step(`release ${rendered.app}`, () => releaseAtOnce(planned, release, wrangler))
  return true
}

/** Tenants, and the whole journey of one, where something was released; else whether everything answers. */
export async function settle(run: Run, found: Found, isReleased: boolean): Promise<void> {
  const { target, progress } = run
  const admin = adminOf(run, found)
  const site = siteOf(run, found)
  const { tenants, smokeModel: model } = target.environment
  await progress.step('answers', async () => {
    await answersAtAll({ site })
    return { what: `every Worker answers at ${site.url.origin}`, isChange: false }
  })
  if (tenants !== undefined) await progress.step('tenants', () => applyTenants(admin, tenants))
  if (!isReleased) return
  await progress.step('smoke', async () => {
    await withSmokeTenant({ admin, model }, (tenantId) => smoke({ site, admin, tenantId }))
    return { what: 'chat, stream, upload, cited answer, budget, revocation', isChange: false }
  })
}
