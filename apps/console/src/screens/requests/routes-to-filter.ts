const PATHS = [
  '/v1/answers',
  '/v1/chat/completions',
  '/v1/documents',
  '/v1/documents/:id',
  '/v1/embeddings',
  '/v1/rerank',
  '/v1/responses',
  '/v1/search',
  '/v1/sessions',
  '/v1/sessions/:id/messages',
  '/v1/usage',
  '/mcp',
] as const

/** Templates, as the requests' own lines name them. */
export const ROUTES: Readonly<Record<string, string>> = Object.fromEntries(PATHS.map((path) => [path, path]))
