import { EXAMPLE_NAMES } from '../../apps/gateway/openapi/examples/example-names.ts'

const { sessionId, messageId, responseId, keyId } = EXAMPLE_NAMES

/** What differs from run to run, and what stands for it in the reference. */
const REPLACED: readonly (readonly [RegExp, string])[] = [
  [/sess_[0-9a-f]{32}/g, sessionId],
  [/msg_[0-9a-f]{32,64}/g, messageId],
  [/resp_[0-9a-f]{64}/g, responseId],
  [/doc_[0-9a-f]{32}/g, 'doc_0123456789abcdef0123456789abcdef'],
  [/(chatcmpl|req|ans)_[0-9a-f]{32}/g, '$1_0123456789abcdef0123456789abcdef'],
  // The key of development, which no production bundle may contain.
  [/acmelocal001/g, 'f6e5d4c3b2a1'],
  [/item_[0-9a-f]{64}/g, `item_${'0123456789abcdef'.repeat(4)}`],
  [/bh_acme_[a-z0-9]{12}_[\w-]+/g, `bh_acme_${keyId}_…`],
  [/2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, '2026-11-29T08:00:00.000Z'],
  [/(\\?"(?:created|created_at|completed_at)\\?":)1[0-9]{9}/g, '$11795939200'],
  [
    /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g,
    '0123abcd-0123-4abc-8abc-0123456789ab',
  ],
  [/"traceId":"[0-9a-f]{32}"/g, '"traceId":"0123456789abcdef0123456789abcdef"'],
]

/** Answers with the ids and times of the reference, so that a second recording is the same. */
export function withExampleNames<T>(answers: T): T {
  let text = JSON.stringify(answers)
  for (const [pattern, replacement] of REPLACED) text = text.replaceAll(pattern, replacement)
  return JSON.parse(text)
}

const LONGEST_TEXT = 1_500

/** Without what nobody reads: the middle of a stream, and numbers as base64. */
export function shortened(value: unknown): unknown {
  if (typeof value === 'string') return value.length <= LONGEST_TEXT ? value : shortText(value)
  if (Array.isArray(value)) return value.map(shortened)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, shortened(field)]))
}

function shortText(text: string): string {
  const events = text.split('\n\n')
  if (events.length > 8) return [...events.slice(0, 5), ': …', ...events.slice(-3)].join('\n\n')
  const lines = text.split('\n')
  return lines.length > 8 ? [...lines.slice(0, 6), '…'].join('\n') : `${text.slice(0, 60)}…`
}
