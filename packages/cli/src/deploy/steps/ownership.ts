import type { Deployed } from '../cloud/deployed.ts'
import type { Finding } from './doctor.ts'
import type { Found } from './plan.ts'

/** How the tags of this command look: version of the product, bytes, config. */
const OURS = /-[0-9a-f]{8}-[0-9a-f]{6}$/

/** A Worker that somebody else deployed under one of our names must not be replaced unasked. */
export function ownershipFindings({ workers }: Found): Finding[] {
  return [...workers.values()].filter(isForeign).map(({ name }) => ({
    name,
    ok: false,
    says: `the name is taken by a Worker that this command did not deploy: choose another prefix or suffix in deploy.config.json, or replace it with --adopt`,
  }))
}

function isForeign({ versions }: Deployed): boolean {
  return !versions.some(({ tag }) => OURS.test(tag))
}
