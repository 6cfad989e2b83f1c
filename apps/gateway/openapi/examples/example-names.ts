import type { Names } from '../../src/probe.ts'

const WORDS: Readonly<Record<string, string>> = {
  system: 'Answer in one sentence.',
  prompt: 'What does a bulkhead do?',
  message: 'And what is it made of?',
  embedding: 'A bulkhead divides a hull into compartments.',
  session: 'Questions about ships',
  document: 'the Argo',
  title: 'The Argo, as built',
}

/** What probes name and say where they are the examples of the API page. */
export const EXAMPLE_NAMES: Names = {
  caller: 'acme',
  owner: 'acme',
  documentId: 'argo-1',
  twinId: 'argo-2',
  sessionId: 'sess_0123456789abcdef0123456789abcdef',
  messageId: 'msg_0123456789abcdef0123456789abcdef',
  responseId: `resp_${'0123456789abcdef'.repeat(4)}`,
  keyId: 'a1b2c3d4e5f6',
  model: '@cf/meta/llama-3.3-70b-instruct-fp8-fast',
  embeddingModel: '@cf/baai/bge-m3',
  words: (subject) => WORDS[subject] ?? subject,
}
