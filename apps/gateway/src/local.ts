import configs from '../.generated/local/tenants.json'
import openApi from '../.generated/openapi.txt'
import reference from '../.generated/reference.html'
import { createGateway } from './gateway.ts'
import { addLocalKeys, localAdminToken } from './local-access.ts'
import { ROUTES } from './routes.ts'
import { apiDocumentRoutes } from './routes/api-document.ts'
import { localFaults } from './routes/local-faults.ts'
import { TenantDirectory } from './tenant-directory.ts'

const directory = new TenantDirectory(configs)

/** The gateway of the local environment: development keys and the fault switch, neither of which production contains. */
export default createGateway({
  directory: (env) => addLocalKeys(directory, env),
  allowsPreflight: (origin) => directory.knowsOrigin(origin),
  adminToken: localAdminToken,
  routes: [...ROUTES, ...apiDocumentRoutes(openApi, reference), localFaults],
})
