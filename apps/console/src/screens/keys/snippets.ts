export const SNIPPETS = {
  curl: 'curl',
  python: 'OpenAI for Python',
  javascript: 'OpenAI for JavaScript',
} as const
export type Snippet = keyof typeof SNIPPETS

export function isSnippet(value: unknown): value is Snippet {
  return typeof value === 'string' && Object.hasOwn(SNIPPETS, value)
}

/** A first request; the model is left out, so the tenant's own answers. */
export function snippetOf(snippet: Snippet, key: string, origin: string): string {
  return { curl, python, javascript }[snippet](key, origin)
}

function curl(key: string, origin: string): string {
  return [
    `curl ${origin}/v1/chat/completions \\`,
    `  -H 'authorization: Bearer ${key}' \\`,
    `  -H 'content-type: application/json' \\`,
    `  -d '{"messages": [{"role": "user", "content": "Say hello"}]}'`,
  ].join('\n')
}

function python(key: string, origin: string): string {
  return [
    'from openai import OpenAI',
    '',
    `client = OpenAI(base_url="${origin}/v1", api_key="${key}")`,
    'answer = client.chat.completions.create(',
    '    model=client.models.list().data[0].id,',
    '    messages=[{"role": "user", "content": "Say hello"}],',
    ')',
    'print(answer.choices[0].message.content)',
  ].join('\n')
}

function javascript(key: string, origin: string): string {
  return [
    "import OpenAI from 'openai'",
    '',
    `const client = new OpenAI({ baseURL: '${origin}/v1', apiKey: '${key}' })`,
    'const [model] = (await client.models.list()).data',
    'const answer = await client.chat.completions.create({',
    '  model: model.id,',
    "  messages: [{ role: 'user', content: 'Say hello' }],",
    '})',
    'console.log(answer.choices[0].message.content)',
  ].join('\n')
}
