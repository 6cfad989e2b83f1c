/** Plaintext keys of the tenants in `drills/tenants`. They exist in drills only. */
export const ATLAS = 'bh_wnqtnu6vsdyc_iokkVeWc69Sa5glwDn3u-s_5vMkDdol9HoJdej4mols'
export const ATLAS_EXPIRED = 'bh_gb0ur48jhx1s_SmMNt7X8FvNyLfAzM7-yKjMAQaqnx4iNkOiPtugeqgg'
export const BOREALIS = 'bh_1y6duu8rrthg_ylssWgMm2nu4ckyHZ1H_x0Q57V9z7fLsyQxIRbnFQxk'
/** 60 requests a minute, burst 10; 2,000 tokens a day; 3 documents. */
export const CALYPSO = 'bh_tr5lo37za8d7_xP88QtMpkQc2gbV8VFhQCV1AdzAvk9VAObbuXPoomx8'
/** Roomy limits, 4 messages a session and the rest archived, no fallback model. */
export const EURYALE = 'bh_4gnbsvca0o3t_R4Zr8WghHgHqWuRr-TYdwyCE85lvMA8XZebkncTpwA0'

/** The demo tenants, those of the tests and those of the drills. */
export const DRILL_TENANTS = 'tenants:tests/tenants:drills/tenants'

/** Secrets in each tenant's documents. One in anything that another tenant gets, or in any log line, is a leak. */
export const CANARIES: Readonly<Record<string, string>> = {
  atlas: 'canary-7f3a9c51e8b24d06',
  borealis: 'canary-d2e86b0f49a17c35',
}

const OWNERS: ReadonlyMap<string, string> = new Map([
  [ATLAS, 'atlas'],
  [BOREALIS, 'borealis'],
])

/** The canaries that a response to this Authorization header must not contain: every other tenant's. */
export function foreignCanaries(authorization: string | null): string[] {
  const owner = OWNERS.get(authorization?.replace(/^Bearer /, '') ?? '')
  return Object.entries(CANARIES).flatMap(([tenant, canary]) => (tenant === owner ? [] : [canary]))
}
