import type { AiReply, ChatTenant, CreatedSession, SessionStorage } from '@bulkhead/contracts/chat'
import type { Page, PageRequest } from '@bulkhead/contracts/http/lists'
import type {
  CreateSession,
  Message,
  SendMessage,
  Session,
  SessionsPage,
} from '@bulkhead/contracts/http/sessions'

import { askDirectory, askSession } from '../call-object.ts'
import { Spending } from '../generation/spending.ts'
import { archivePrefix, checkSessionId } from '../names.ts'
import type { Run } from '../run.ts'
import { removeArchive } from './archive.ts'

const utf8 = new TextEncoder()

// The directory is asked first, always: an id that names nothing never wakes an object, and a session of
// another tenant is not in it.

export function createSession(
  run: Run,
  request: CreateSession,
  tenant?: ChatTenant,
): Promise<CreatedSession> {
  return askDirectory(run, (directory) => directory.create(run.ctx, request, tenant?.sessions.maxBytes))
}

export function storage(run: Run): Promise<SessionStorage> {
  return askDirectory(run, (directory) => directory.storage(run.ctx))
}

export function listSessions(run: Run, page: SessionsPage): Promise<Page<Session>> {
  return askDirectory(run, (directory) => directory.list(run.ctx, page))
}

export async function warm(run: Run): Promise<null> {
  await askDirectory(run, (directory) => directory.warm(run.ctx))
  return null
}

export async function getSession(run: Run, sessionId: string): Promise<Session> {
  checkSessionId(sessionId)
  return await askDirectory(run, (directory) => directory.get(run.ctx, sessionId))
}

/** Empties the session first and forgets it last, so that a deletion that was cut can be repeated. */
export async function deleteSession(run: Run, sessionId: string): Promise<null> {
  await getSession(run, sessionId)
  await askSession(run, sessionId, (session) => session.destroy(run.ctx))
  await removeArchive(run.env, archivePrefix(run.ctx.tenantId, sessionId))
  await askDirectory(run, (directory) => directory.remove(run.ctx, sessionId))
  return null
}

export async function listMessages(run: Run, sessionId: string, page: PageRequest): Promise<Page<Message>> {
  await getSession(run, sessionId)
  return await askSession(run, sessionId, (session) => session.listMessages(run.ctx, page))
}

/** From the moment the session has the message, its reservation is the session's to settle. */
export async function sendMessage(
  run: Run,
  tenant: ChatTenant,
  sessionId: string,
  request: SendMessage,
): Promise<AiReply> {
  try {
    checkSessionId(sessionId)
    const { maxBytes } = tenant.sessions
    const bytes = utf8.encode(request.content).byteLength
    await askDirectory(run, (directory) => directory.touch(run.ctx, sessionId, { bytes, maxBytes }))
  } catch (thrown) {
    new Spending(run).settle(tenant.chat.model)
    throw thrown
  }
  return await askSession(run, sessionId, (session) => session.send(run.ctx, tenant, sessionId, request))
}

export async function attach(
  run: Run,
  sessionId: string,
  messageId: string,
  lastEventId: number,
): Promise<AiReply> {
  await getSession(run, sessionId)
  return await askSession(run, sessionId, (session) => session.attach(run.ctx, messageId, lastEventId))
}
