import type { Operations } from './operation.ts'
import { DEPLOYMENT } from './operations/deployment.ts'
import { KEYS } from './operations/keys.ts'
import { MONEY } from './operations/money.ts'
import { TENANTS } from './operations/tenants.ts'
import { WEBHOOKS } from './operations/webhooks.ts'

/** Every operation of the admin API. */
export const OPERATIONS: Operations = { ...DEPLOYMENT, ...TENANTS, ...KEYS, ...MONEY, ...WEBHOOKS }
