import type { Route } from '../src/route.ts'

interface Tag {
  readonly name: string
  readonly description: string
}

/** Each with the paths that belong to it. */
const GROUPS: readonly (Tag & { readonly paths: RegExp })[] = [
  {
    name: 'Chat',
    description: "Completions, embeddings and models, as OpenAI's clients know them.",
    paths: /^\/v1\/(chat|models|embeddings)/,
  },
  {
    name: 'Sessions',
    description:
      'Conversations that the server keeps. An answer is finished and stored even if the client leaves.',
    paths: /^\/v1\/sessions/,
  },
  { name: 'Responses', description: 'The Responses API, on top of sessions.', paths: /^\/v1\/responses/ },
  {
    name: 'Documents',
    description: 'Files and texts that search and answers are made from.',
    paths: /^\/v1\/documents/,
  },
  {
    name: 'Search and answers',
    description: 'Passages of documents, and answers whose citations are checked.',
    paths: /^\/(v1\/(search|answers|rerank)|mcp)/,
  },
  {
    name: 'Usage and keys',
    description: 'What was used, what is left, and your own keys.',
    paths: /^\/v1\/(usage|keys)/,
  },
  {
    name: 'Operators',
    description: 'Health and metrics of the deployment. Tenants, keys and budgets: the admin API of control.',
    paths: /^\//,
  },
]

export const TAGS: readonly Tag[] = GROUPS.map(({ name, description }) => ({ name, description }))

export function tagOf({ path }: Pick<Route, 'path'>): string {
  return GROUPS.find(({ paths }) => paths.test(path))?.name ?? 'Operators'
}
