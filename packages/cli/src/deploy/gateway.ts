import type { Deployed } from './cloud/deployed.ts'
import { adminOf, adminToken, siteOf, type Run } from './run.ts'
import { runCanary, versionBefore } from './steps/canary.ts'
import { GatewayTraffic } from './steps/gateway-traffic.ts'
import { versionMessage, type Found, type Planned, type Release } from './steps/plan.ts'
import { uploadedBefore, uploadOf } from './steps/release.ts'
import { smoke, smokeKey, withSmokeTenant } from './traffic/smoke.ts'

export interface GatewayRelease {
  readonly planned: Planned
  readonly deployed: Deployed
  readonly found: Found
  readonly release: Release
  readonly upTo: number
}

/** A new gateway, step by step; the old one keeps the traffic if it fails. */
export async function releaseGateway(run: Run, input: GatewayRelease): Promise<void> {
  const { wrangler, progress } = run
  const { planned, upTo } = input
  const { configFile } = planned.rendered
  const after = await uploadedVersion(run, input)
  await canary(run, input, after)
  if (upTo < 100) {
    progress.note(`  held at ${upTo} %: bulkhead deploy promote goes on`)
    return
  }
  await progress.step('gateway triggers', async () => {
    await wrangler.triggers(configFile)
    return { what: 'hostnames and crons as configured' }
  })
}

/** A run that was broken off after the upload finds its version again. */
async function uploadedVersion({ wrangler, progress }: Run, input: GatewayRelease): Promise<string> {
  const { planned, release } = input
  const known = uploadedBefore(planned, release)
  if (known !== undefined) return known.id
  const ids: string[] = []
  await progress.step('upload gateway', async () => {
    ids.push(await wrangler.upload(uploadOf(planned, release)))
    return { what: `version ${ids[0] ?? ''}, with no traffic yet` }
  })
  return ids[0] ?? ''
}

async function canary(
  run: Run,
  { planned, deployed, found, release, upTo }: GatewayRelease,
  after: string,
): Promise<void> {
  const { target, api, wrangler, progress } = run
  const { smokeModel: model, canary: rules } = target.environment
  const { configFile } = planned.rendered
  const site = siteOf(run, found)
  const admin = adminOf(run, found)
  const before = versionBefore(deployed, after)
  const message = versionMessage(release.name, planned.rendered)
  const traffic = new GatewayTraffic({ api, wrangler, configFile, message }, deployed)
  await withSmokeTenant({ admin, model }, async (tenantId) => {
    const { key } = await smokeKey(admin, tenantId, { scopes: ['usage:read'] })
    await runCanary({
      progress,
      traffic,
      gate: { site, adminToken: adminToken(target), canary: rules, before, after, key },
      smoke: () => smoke({ site, admin, tenantId, version: after }),
      upTo,
    })
  })
}
