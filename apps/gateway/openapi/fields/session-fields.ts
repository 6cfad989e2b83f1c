import type { Fields } from './fields.ts'

export const SESSION_FIELDS: Readonly<Record<string, Fields>> = {
  CreateSession: {
    title: 'A title for lists, up to 200 characters.',
    metadata: 'Flat fields of your own: text, numbers, true and false.',
  },
  Session: {
    id: 'Id of the session.',
    title: 'The title that it was given.',
    metadata: 'The fields that it was given.',
  },
  SessionsPage: { q: 'Only sessions whose id or title has this part.' },
  SendMessage: {
    content: 'What the user says.',
    stream: '`true`: the answer comes as named server-sent events.',
    model: "A model of `GET /v1/models`. Left out: the tenant's default model.",
    retrieval: "`true`, or how: consult the tenant's documents. Default: `false`.",
    topK: "Most passages, from 1 to 50. Left out: the tenant's default.",
    filter: 'Conditions on metadata of documents; all must be true.',
    minScore: 'Leave out passages with a lower score, from 0 to 1.',
    rewrite: "Rewrite a question that leans on the messages before. Left out: the tenant's config decides.",
    rerank: "Let the reranking model order what was found. Left out: the tenant's config decides.",
  },
  StreamProtocol: {
    protocol: "`ui-message-stream`: as the AI SDK's `useChat` reads it. Left out: named events.",
  },
  Message: {
    id: 'Id of the message.',
    sessionId: 'Id of its session.',
    role: 'Who speaks.',
    content: 'The text.',
    status: '`running` while it is written; `incomplete` if the model or the platform failed in the middle.',
    model: 'The model that answered.',
    query: 'What was searched for, if it is not the message itself.',
    finishReason: 'Why the answer ended, such as `stop` or `length`.',
    usage: 'The tokens of this answer.',
    citations: 'The checked citations, one for each mark in the text.',
    warnings: 'What could not be consulted, or was left out.',
  },
  TokenUsage: {
    promptTokens: 'Tokens of all that was sent to the model.',
    completionTokens: 'Tokens of the answer, thoughts included.',
    totalTokens: 'The sum of both.',
  },
}
