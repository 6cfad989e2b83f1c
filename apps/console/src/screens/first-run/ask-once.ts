import { request } from '../../api/request.ts'

interface Completion {
  readonly model: string
  readonly choices: readonly { readonly message: { readonly content: string | null } }[]
  readonly usage?: { readonly total_tokens: number }
}

export interface Answered {
  readonly text: string
  readonly model: string
  readonly tokens: number
  readonly ms: number
  readonly requestId: string | undefined
}

/** As an application would: the new key, the tenant's own model. */
export async function askOnce(key: string, question: string): Promise<Answered> {
  const started = performance.now()
  const body = { messages: [{ role: 'user', content: question }] }
  const { data, headers } = await request<Completion>('POST', '/v1/chat/completions', { body, bearer: key })
  return {
    text: data.choices[0]?.message.content ?? '',
    model: data.model,
    tokens: data.usage?.total_tokens ?? 0,
    ms: performance.now() - started,
    requestId: headers.get('x-request-id') ?? undefined,
  }
}
