import { Catalogue } from '@bulkhead/ai/catalogue'

import openApi from '../.generated/openapi.txt'
import models from '../.generated/production/models.json'
import configs from '../.generated/production/tenants.json'
import reference from '../.generated/reference.html'
import { createGateway } from './gateway.ts'
import { ROUTES } from './routes.ts'
import { apiDocumentRoutes } from './routes/api-document.ts'
import { TenantDirectory } from './tenants/tenant-directory.ts'

// Built at module load: a broken registry fails the deploy, not a request.
const directory = new TenantDirectory(configs)

/** The only Worker that tenants reach. */
export default createGateway(
  {
    catalogue: new Catalogue(models),
    directory: async () => directory,
    allowsPreflight: (origin) => directory.knowsOrigin(origin),
    adminToken: (env) => env.ADMIN_TOKEN,
  },
  [...ROUTES, ...apiDocumentRoutes(openApi, reference)],
)
