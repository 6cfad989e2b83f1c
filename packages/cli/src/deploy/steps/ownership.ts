import type { Deployed } from '../cloud/deployed.ts'
import type { Target } from '../config/target.ts'
import type { Finding } from './doctor.ts'
import type { Found } from './plan.ts'

/** How the tags of this command look: version of the product, bytes, config. */
const OURS = /-[0-9a-f]{8}-[0-9a-f]{6}$/

/** What must not be replaced or moved unasked: Workers of others, and objects that live in another jurisdiction. */
export function ownershipFindings(target: Target, { workers }: Found): Finding[] {
  const foreign = foreignWorkers({ workers }).map(({ name, ok, says }) => ({
    name,
    ok,
    says: `${says}: choose another prefix or suffix in deploy.config.json, or replace it with --adopt`,
  }))
  return [...foreign, ...jurisdictionFindings(target, workers.get(target.names.worker('control')))]
}

/** Workers of our names that are somebody else's, or were deployed by hand. */
export function foreignWorkers({ workers }: Pick<Found, 'workers'>): Finding[] {
  const says = 'the name is taken by a Worker that this command did not deploy'
  return [...workers.values()].filter(isForeign).map(({ name }) => ({ name, ok: false, says }))
}

/** An object stays where it was made: under another jurisdiction everything would look empty. */
function jurisdictionFindings({ environment }: Target, control: Deployed | undefined): Finding[] {
  const now = control?.vars.get('JURISDICTION')
  const wanted = environment.jurisdiction ?? ''
  if (now === undefined || now === wanted) return []
  const says = `is "${now}" and cannot become "${wanted}": deploy another environment there and move the tenants`
  return [{ name: 'jurisdiction', ok: false, says }]
}

/** A secret that is changed by hand makes a version without a tag: ten of them, and the last ten have none. */
function isForeign({ tags }: Deployed): boolean {
  return !tags.some((tag) => OURS.test(tag))
}
