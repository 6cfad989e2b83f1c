import type { AdminClient } from '@bulkhead/admin-client/admin-client'

import { apiOf } from '../api.ts'
import { Failure } from '../failure.ts'
import { CloudflareApi } from './cloud/cloudflare-api.ts'
import { Wrangler } from './cloud/wrangler.ts'
import type { Target } from './config/target.ts'
import type { Progress } from './progress.ts'
import { adminUrl, gatewayUrl, type Found } from './steps/plan.ts'
import { Site } from './traffic/site.ts'

/** What every command of `bulkhead deploy` works with. */
export interface Run {
  readonly target: Target
  readonly api: CloudflareApi
  readonly wrangler: Wrangler
  readonly progress: Progress
}

export function startRun(target: Target, progress: Progress): Run {
  return { target, api: new CloudflareApi(target), wrangler: new Wrangler(target), progress }
}

export function siteOf({ target }: Run, found: Pick<Found, 'subdomain'>): Site {
  return new Site(gatewayUrl(target, found), target.names.worker('gateway'))
}

/** The admin API of what is deployed. @throws Failure without the token, which the platform does not give out again */
export function adminOf({ target }: Run, found: Pick<Found, 'subdomain'>): AdminClient {
  return apiOf({ url: adminUrl(target, found).href, token: adminToken(target) })
}

export function adminToken({ secrets, environment }: Target): string {
  const token = secrets['ADMIN_TOKEN']
  if (token !== undefined) return token
  const file = environment.secretsFile ?? 'a secretsFile of the environment'
  throw new Failure(
    `ADMIN_TOKEN is not known here, and the smoke test needs it: put it into ${file} or the variable ADMIN_TOKEN`,
  )
}
