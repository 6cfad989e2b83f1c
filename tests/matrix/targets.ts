import type { Names } from '../../apps/gateway/src/probe.ts'
import { persona, type Name } from './personas.ts'

/** What a request can name. */
export interface Target extends Omit<Names, 'caller' | 'words'> {
  readonly idempotencyKey: string
}

/** What a tenant has, once it has been planted. */
export interface Belongings {
  readonly sessionId: string
  readonly messageId: string
  readonly responseId: string
  readonly keyId: string
}

const EMBEDDING_MODEL = '@cf/baai/bge-m3'

export function ownTarget(name: Name, { sessionId, messageId, responseId, keyId }: Belongings): Target {
  return {
    owner: name,
    documentId: `${name}-first`,
    twinId: `${name}-twin`,
    sessionId,
    messageId,
    responseId,
    keyId,
    model: persona(name).model,
    embeddingModel: EMBEDDING_MODEL,
    idempotencyKey: `key-of-${name}`,
  }
}

/** For routes that name nothing of these. */
export const NOBODYS: Target = ownTarget('stark', {
  sessionId: '',
  messageId: '',
  responseId: '',
  keyId: '',
})

/**
 * As its owner would name it, seen by somebody else. Embeddings have one model for all, so a chat model of
 * the other's stands in.
 */
export function foreignTarget(name: Name, belongings: Belongings): Target {
  return { ...ownTarget(name, belongings), embeddingModel: persona(name).model }
}

/** Of the same form and length as the other, and nobody's. */
export function absentTarget(like: Target): Target {
  const nameless = (text: string) => text.replace(like.owner, 'x'.repeat(like.owner.length))
  const nowhere = (id: string) => `${id.slice(0, id.indexOf('_') + 1)}${'0'.repeat(32)}`
  const noModel = `${like.model.slice(0, -1)}0`
  return {
    owner: 'x'.repeat(like.owner.length),
    documentId: nameless(like.documentId),
    twinId: nameless(like.twinId),
    sessionId: nowhere(like.sessionId),
    messageId: nowhere(like.messageId),
    keyId: '0'.repeat(12),
    responseId: `resp_${'0'.repeat(64)}`,
    model: noModel,
    embeddingModel: noModel,
    idempotencyKey: nameless(like.idempotencyKey),
  }
}
