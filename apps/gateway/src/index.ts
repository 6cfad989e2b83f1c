import { Catalogue } from '@bulkhead/ai/catalogue'

import models from '../.generated/models.json'
import openApi from '../.generated/openapi.txt'
import policy from '../.generated/reference-policy.txt'
import reference from '../.generated/reference.html'
import { createGateway } from './gateway.ts'
import { ROUTES } from './routes.ts'
import { apiDocumentRoutes } from './routes/api-document.ts'
import { keyCheckSecrets } from './tenants/access.ts'

/** The only Worker that tenants reach. */
export default createGateway(
  {
    catalogue: new Catalogue(models),
    keyCheckSecrets,
    adminToken: (env) => env.ADMIN_TOKEN,
  },
  [...ROUTES, ...apiDocumentRoutes(openApi, { page: reference, policy })],
)
