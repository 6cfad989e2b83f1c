import type { Route } from './route.ts'
import { healthz } from './routes/healthz.ts'
import { deleteKey, patchKey, rotateKey } from './routes/keys/key.ts'
import { createKey, listKeys } from './routes/keys/keys.ts'
import { mcp } from './routes/mcp.ts'
import { metrics } from './routes/metrics.ts'
import { readyz } from './routes/readyz.ts'
import { attachToMessage } from './routes/sessions/session-message-stream.ts'
import { listMessages, sendMessage } from './routes/sessions/session-messages.ts'
import { deleteSession, getSession } from './routes/sessions/session.ts'
import { createSession, listSessions } from './routes/sessions/sessions.ts'
import { answers } from './routes/v1/answers.ts'
import { chatCompletions } from './routes/v1/chat-completions.ts'
import { deleteDocument, getDocument, retryDocument } from './routes/v1/document.ts'
import { listDocuments, putDocument } from './routes/v1/documents.ts'
import { embeddings } from './routes/v1/embeddings.ts'
import { getModel, listModels } from './routes/v1/models.ts'
import { rerank } from './routes/v1/rerank.ts'
import { cancelResponse, deleteResponse, getResponse, listInputItems } from './routes/v1/response.ts'
import { createResponse } from './routes/v1/responses.ts'
import { search } from './routes/v1/search.ts'
import { usage } from './routes/v1/usage.ts'

/** Every route, in the order they are tried. */
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
  createResponse,
  getResponse,
  deleteResponse,
  cancelResponse,
  listInputItems,
  answers,
  search,
  rerank,
  mcp,
  putDocument,
  listDocuments,
  getDocument,
  deleteDocument,
  retryDocument,
  usage,
  listKeys,
  createKey,
  patchKey,
  deleteKey,
  rotateKey,
  metrics,
]
