/** What the form asks for; each kind of request takes what it needs. */
export interface Draft {
  readonly prompt: string
  readonly model: string
  readonly stream: boolean
  readonly topK: string
  /** One a line. */
  readonly documents: string
  readonly tool: string
  readonly toolArguments: string
}

export const EMPTY_DRAFT: Draft = {
  prompt: '',
  model: '',
  stream: true,
  topK: '5',
  documents: '',
  tool: 'search',
  toolArguments: '{"query": ""}',
}

type Field = 'prompt' | 'model' | 'stream' | 'topK' | 'documents' | 'tool'

/** One way to ask Bulkhead: the route, what the form shows, and how the body is made. */
interface Kind {
  readonly label: string
  readonly path: string
  readonly scopes: readonly string[]
  readonly fields: readonly Field[]
  readonly promptLabel: string
  readonly bodyOf: (draft: Draft) => object
}

const model = ({ model: name }: Draft) => (name === '' ? {} : { model: name })
const streamed = ({ stream }: Draft) => (stream ? { stream: true } : {})
const topK = (draft: Draft) => {
  const count = Number(draft.topK)
  return Number.isInteger(count) && count > 0 ? { topK: count } : {}
}
const rpc = (method: string, params: object) => ({ jsonrpc: '2.0', id: 1, method, params })

export const KINDS = {
  chat: {
    label: 'Chat completion',
    path: '/v1/chat/completions',
    scopes: ['chat'],
    fields: ['prompt', 'model', 'stream'],
    promptLabel: 'Message',
    bodyOf: (draft) => ({
      ...model(draft),
      messages: [{ role: 'user', content: draft.prompt }],
      ...(draft.stream ? { stream: true, stream_options: { include_usage: true } } : {}),
    }),
  },
  responses: {
    label: 'Response',
    path: '/v1/responses',
    scopes: ['chat'],
    fields: ['prompt', 'model', 'stream'],
    promptLabel: 'Input',
    bodyOf: (draft) => ({ ...model(draft), input: draft.prompt, store: false, ...streamed(draft) }),
  },
  answers: {
    label: 'Answer with citations',
    path: '/v1/answers',
    scopes: ['chat', 'search'],
    fields: ['prompt', 'topK', 'stream'],
    promptLabel: 'Question',
    bodyOf: (draft) => ({ question: draft.prompt, ...topK(draft), ...streamed(draft) }),
  },
  search: {
    label: 'Search',
    path: '/v1/search',
    scopes: ['search'],
    fields: ['prompt', 'topK'],
    promptLabel: 'Query',
    bodyOf: (draft) => ({ query: draft.prompt, ...topK(draft) }),
  },
  rerank: {
    label: 'Rerank',
    path: '/v1/rerank',
    scopes: ['search'],
    fields: ['prompt', 'documents'],
    promptLabel: 'Query',
    bodyOf: ({ prompt, documents }) => ({
      query: prompt,
      documents: documents.split('\n').filter((line) => line.trim() !== ''),
      return_documents: true,
    }),
  },
  'mcp-list': {
    label: 'MCP: list tools',
    path: '/mcp',
    scopes: ['search'],
    fields: [],
    promptLabel: '',
    bodyOf: () => rpc('tools/list', {}),
  },
  'mcp-call': {
    label: 'MCP: call a tool',
    path: '/mcp',
    scopes: ['search'],
    fields: ['tool'],
    promptLabel: '',
    bodyOf: ({ tool, toolArguments }) =>
      rpc('tools/call', { name: tool, arguments: readObject(toolArguments) }),
  },
} as const satisfies Record<string, Kind>

export type KindName = keyof typeof KINDS

export function kindOf(name: KindName): Kind {
  return KINDS[name]
}

export const KIND_NAMES: readonly KindName[] = [
  'answers',
  'chat',
  'responses',
  'search',
  'rerank',
  'mcp-list',
  'mcp-call',
]

/** Whether the draft can be sent. */
export function isComplete(name: KindName, draft: Draft): boolean {
  const { fields } = kindOf(name)
  if (fields.includes('prompt') && draft.prompt.trim() === '') return false
  if (fields.includes('documents') && draft.documents.trim() === '') return false
  return !fields.includes('tool') || isObject(draft.toolArguments)
}

function readObject(text: string): object {
  try {
    const read: unknown = JSON.parse(text)
    return typeof read === 'object' && read !== null ? read : {}
  } catch {
    return {}
  }
}

export function isObject(text: string): boolean {
  try {
    const read: unknown = JSON.parse(text)
    return typeof read === 'object' && read !== null && !Array.isArray(read)
  } catch {
    return false
  }
}
