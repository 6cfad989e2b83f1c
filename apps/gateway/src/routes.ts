import type { Route } from './route.ts'
import { eraseTenant, getTenantEmbedding, retryTenantDocuments } from './routes/admin.ts'
import { answers } from './routes/answers.ts'
import { chatCompletions } from './routes/chat-completions.ts'
import { deleteDocument, getDocument, listDocuments, putDocument, retryDocument } from './routes/documents.ts'
import { embeddings } from './routes/embeddings.ts'
import { getDeploymentFlags, getTenantFlags, putDeploymentFlags, putTenantFlags } from './routes/flags.ts'
import { healthz, readyz } from './routes/health.ts'
import { metrics } from './routes/metrics.ts'
import { getModel, listModels } from './routes/models.ts'
import { search } from './routes/search.ts'
import {
  attachToMessage,
  createSession,
  deleteSession,
  getSession,
  listMessages,
  listSessions,
  sendMessage,
} from './routes/sessions.ts'
import { usage } from './routes/usage.ts'

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
