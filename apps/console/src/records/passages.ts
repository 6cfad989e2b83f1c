import type { DocumentText } from '@bulkhead/contracts/http/document-text'

import { fetchRaw } from '../api/request.ts'
import { asTenant } from '../api/tenant-key.ts'

export type { DocumentText }

const LIMIT = 20

/** The text that is searched, passage by passage; read as its tenant, by the tool that MCP clients use. */
export async function readPassages(
  tenantId: string,
  documentId: string,
  from: number,
): Promise<DocumentText> {
  const { path, bearer } = await asTenant(tenantId, '/mcp')
  const body = {
    jsonrpc: '2.0',
    id: 1,
    method: 'tools/call',
    params: { name: 'get_document', arguments: { id: documentId, from, limit: LIMIT } },
  }
  return textIn(await (await fetchRaw('POST', path, { body, bearer })).text())
}

/** The answer comes as JSON, or as an event stream of one message. @throws Error with what the tool says */
export function textIn(answer: string): DocumentText {
  const data = answer.split('\n').flatMap((line) => (line.startsWith('data: ') ? [line.slice(6)] : []))
  const { result, error } = JSON.parse(data.length === 0 ? answer : data.join('\n'))
  if (result?.structuredContent !== undefined && result.isError !== true) return result.structuredContent
  throw new Error(error?.message ?? result?.content?.[0]?.text ?? 'The document could not be read.')
}
