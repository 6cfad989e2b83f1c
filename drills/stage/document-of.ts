import { eventually, type Client, type Sent } from '@bulkhead/harness/client'

export interface DocumentState {
  readonly status: string
  readonly chunks: number
  readonly error?: { readonly code: string }
}

/** Uploads a text under an id. */
export function putText(client: Client, id: string, text: string): Promise<Sent> {
  return client.post('/v1/documents', { id, text })
}

export async function documentOf(client: Client, id: string): Promise<DocumentState> {
  return (await client.get(`/v1/documents/${id}`)).body
}

/** Waits until the document is in a state. @throws Error that says in which it stayed */
export async function documentIs(
  client: Client,
  id: string,
  status: string,
  timeoutMs = 15_000,
): Promise<DocumentState> {
  let last: DocumentState | undefined
  const reached = async () => {
    last = await documentOf(client, id)
    return last.status === status ? last : undefined
  }
  return eventually(reached, timeoutMs).catch(() => {
    const stayed = `${String(last?.status)} ${last?.error?.code ?? ''}`
    throw new Error(`document ${id} is ${stayed.trim()}, not ${status}, after ${timeoutMs} ms`)
  })
}

/** A text of so many paragraphs, each with words of its own and about as long as a chunk. */
export function textOf(paragraphs: number): string {
  return Array.from({ length: paragraphs }, (_, i) =>
    `Paragraph ${i} tells of cargo ${i}. ${`Crate ${i} was stowed below deck and lashed twice. `.repeat(12)}`.trim(),
  ).join('\n\n')
}
