import { Catalogue } from '@bulkhead/ai/catalogue'
import { withFaults } from '@bulkhead/faults/with-faults'

import models from '../.generated/models.json'
import openApi from '../.generated/openapi.txt'
import policy from '../.generated/reference-policy.txt'
import reference from '../.generated/reference.html'
import { createGateway } from './gateway.ts'
import type { Route } from './route.ts'
import { ROUTES } from './routes.ts'
import { apiDocumentRoutes } from './routes/api-document.ts'
import { localFaults } from './routes/local-faults.ts'
import { localAdminToken, localKeyCheckSecrets } from './tenants/local-access.ts'

const gateway = createGateway(
  {
    catalogue: new Catalogue(models),
    keyCheckSecrets: localKeyCheckSecrets,
    adminToken: localAdminToken,
  },
  [...ROUTES.map(breakable), ...apiDocumentRoutes(openApi, { page: reference, policy }), localFaults],
)

/**
 * The gateway of the local environment: the admin token of development and the fault switch, neither of which
 * production contains.
 */
export default gateway

/** Simulates a bug of a handler: it does its work, then throws or never returns. */
function breakable(route: Route): Route {
  const failure = () => new TypeError('a handler has a bug: a fault was set')
  return {
    ...route,
    serve: async (exchange) => {
      const response = await route.serve(exchange)
      const { tenantId } = exchange
      return await withFaults('worker:gateway', { tenantId }, { failure }, async () => response)
    },
  }
}
