import type { CloudflareApi } from '../cloud/cloudflare-api.ts'
import { ensureResource, wantedResources } from '../cloud/resources.ts'
import type { Target } from '../config/target.ts'
import type { Came } from '../progress.ts'
import type { Found } from './plan.ts'
import { resourcesOfConfigs } from './read-configs.ts'

/** Makes what the account lacks, by name. What is there already is used as it is. */
export async function provision(target: Target, api: CloudflareApi, { resources }: Found): Promise<Came> {
  const missing = wantedResources(target, resourcesOfConfigs(target.environment)).filter(
    ({ kind, name }) =>
      !resources.some((one) => one.kind === kind && one.name === name && one.id !== undefined),
  )
  const made: string[] = []
  for (const one of missing) if (await ensureResource(api, one)) made.push(`${one.kind} ${one.name}`)
  const what = made.length === 0 ? `all ${resources.length} resources are there` : `made ${made.join(', ')}`
  return { what, isChange: made.length > 0 }
}
