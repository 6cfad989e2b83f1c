import type { Route } from './route.ts'
import {
  getDeploymentFlags,
  getTenantFlags,
  putDeploymentFlags,
  putTenantFlags,
} from './routes/admin/flags.ts'
import { eraseTenant, getTenantEmbedding, retryTenantDocuments } from './routes/admin/tenants.ts'
import { healthz, readyz } from './routes/health.ts'
import { metrics } from './routes/metrics.ts'
import { answers } from './routes/v1/answers.ts'
import { chatCompletions } from './routes/v1/chat-completions.ts'
import {
  deleteDocument,
  getDocument,
  listDocuments,
  putDocument,
  retryDocument,
} from './routes/v1/documents.ts'
import { embeddings } from './routes/v1/embeddings.ts'
import { getModel, listModels } from './routes/v1/models.ts'
import { search } from './routes/v1/search.ts'
import {
  attachToMessage,
  createSession,
  deleteSession,
  getSession,
  listMessages,
  listSessions,
  sendMessage,
} from './routes/v1/sessions.ts'
import { usage } from './routes/v1/usage.ts'

/** Every route there is, in the order they are tried. */
export const ROUTES: readonly Route[] = [
  healthz,
  readyz,
  chatCompletions,
  listModels,
  getModel,
  embeddings,
  createSession,
  listSessions,
  getSession,
  deleteSession,
  listMessages,
  sendMessage,
  attachToMessage,
  answers,
  search,
  putDocument,
  listDocuments,
  getDocument,
  deleteDocument,
  retryDocument,
  usage,
  eraseTenant,
  retryTenantDocuments,
  getTenantEmbedding,
  getTenantFlags,
  putTenantFlags,
  getDeploymentFlags,
  putDeploymentFlags,
  metrics,
]
