/** Plaintext keys of the tenants in `drills/tenants`. They exist in drills only. */
export const ATLAS = 'bh_atlas_wnqtnu6vsdyc_9Xly3NQ2oiPE_1RJq895Jywqu-P_Yd7IIteViGXe834N8v_5E'
export const ATLAS_EXPIRED = 'bh_atlas_gb0ur48jhx1s_4LsXyLC-yl3426tuCxT58Asv2udnz5eV5SfDNLx4Sjoobws4a'
export const BOREALIS = 'bh_borealis_1y6duu8rrthg_1dn90TaxGj3mRvPKuUWSQpY8AFWYyHgH5aU_E0GdRQwnFutSh'
/** 60 requests a minute, burst 10; 2,000 tokens a day; 3 documents. */
export const CALYPSO = 'bh_calypso_tr5lo37za8d7_pO60sq0W4coI_mOTdX4H0WUYreMeJXwP2LDMSGbZQFQLcP2lo'
/** Roomy limits, 4 messages a session and the rest archived, no fallback model. */
export const EURYALE = 'bh_euryale_4gnbsvca0o3t_QZPCmE6CC8pK6jxuoOP73AZFsE8z0jnEhF_Jaf8VMbMd27CKr'

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
