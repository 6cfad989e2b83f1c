import { AnswerRequest, Answer } from '@bulkhead/contracts/http/answers'
import { ChatCompletionRequest } from '@bulkhead/contracts/http/chat-completions'
import { DocumentInput, DocumentReceipt } from '@bulkhead/contracts/http/documents'
import { EmbeddingsRequest, EmbeddingsResponse } from '@bulkhead/contracts/http/embeddings'
import { RerankReply, RerankRequest } from '@bulkhead/contracts/http/rerank'
import { ResponseObject } from '@bulkhead/contracts/http/responses/response-object'
import { ResponsesRequest } from '@bulkhead/contracts/http/responses/responses-request'
import { SearchReply, SearchRequest } from '@bulkhead/contracts/http/search'
import { CreateSession, Session } from '@bulkhead/contracts/http/sessions'
import { Client, read, type Sent } from '@bulkhead/harness/client'
import { OSCORP } from '@bulkhead/tests/tenants/keys'
import * as fc from 'fast-check'
import * as z from 'zod/mini'

import { requireOrderly, soon } from './answer-rules.ts'
import { arbitraryOf, type JsonSchema } from './arbitrary-of-schema.ts'
import { mutation } from './mutations.ts'
import { runProperty, type SuiteReport, type Tally, type Target } from './suite.ts'

interface Door {
  readonly path: string
  readonly input: z.core.$ZodType
  readonly output?: z.core.$ZodType
}

const DOORS: readonly Door[] = [
  { path: '/v1/chat/completions', input: ChatCompletionRequest },
  { path: '/v1/embeddings', input: EmbeddingsRequest, output: EmbeddingsResponse },
  { path: '/v1/responses', input: ResponsesRequest, output: ResponseObject },
  { path: '/v1/sessions', input: CreateSession, output: Session },
  { path: '/v1/answers', input: AnswerRequest, output: Answer },
  { path: '/v1/search', input: SearchRequest, output: SearchReply },
  { path: '/v1/rerank', input: RerankRequest, output: RerankReply },
  { path: '/v1/documents', input: DocumentInput, output: DocumentReceipt },
]

interface Posted {
  readonly path: string
  readonly text: string
}

const posted: fc.Arbitrary<Posted> = fc.oneof(
  ...DOORS.map((door) =>
    fc.tuple(arbitraryOf(schemaOf(door.input)), mutation).map(([value, mutate]) => ({
      path: door.path,
      text: mutate(JSON.stringify(value)),
    })),
  ),
)

function schemaOf(input: z.core.$ZodType): JsonSchema {
  const schema: JsonSchema = JSON.parse(
    JSON.stringify(z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' })),
  )
  return schema
}

/** Bodies made from our own schemas, one mutation each: what its schema refuses is 400, what it takes is taken or refused by a rule beyond it, and the answer keeps its own schema. */
export function fuzzBodies(target: Target): Promise<SuiteReport> {
  const client = new Client(target.fetch, OSCORP)
  return runProperty(target, {
    name: 'bodies',
    runs: target.requests,
    input: posted,
    check: (value, tally) => postOne(client, value, tally),
  })
}

async function postOne(client: Client, { path, text }: Posted, tally: Tally): Promise<void> {
  const door = DOORS.find((one) => one.path === path)
  if (door === undefined) throw new RangeError(`no door ${path}`)
  const sent = await read(await client.raw('POST', door.path, text, {}, soon()))
  tally.note(sent.status)
  requireOrderly(door.path, sent)
  if (isValid(door.input, text)) requireTaken(door, sent)
  else if (sent.status !== 400) throw new Error(`${door.path} took what its schema refuses: ${sent.status}`)
}

/** A valid body can still name a model that is not there, be a stream, or ask for more than a context holds. */
const DOMAIN_REFUSALS = new Set([
  'not_found',
  'model_not_found',
  'context_length_exceeded',
  'payload_too_large',
  'ai_rejected',
])

function requireTaken({ path, output }: Door, sent: Sent): void {
  if (sent.status >= 400) {
    const code: string = sent.body.error.code
    if (DOMAIN_REFUSALS.has(code) || namesAField(sent)) return
    throw new Error(`${path} refused what its schema takes: ${sent.status} ${sent.text.slice(0, 300)}`)
  }
  if (output === undefined || sent.body === undefined) return
  const parsed = z.safeParse(output, sent.body)
  if (!parsed.success)
    throw new Error(`${path} answered against its own schema: ${z.prettifyError(parsed.error)}`)
}

/** Rules beyond the schema: an invalid_request of a valid body says which field breaks one. */
function namesAField({ body }: Sent): boolean {
  const { code, details = [] } = body.error
  const paths: readonly unknown[] = details.map(({ path }: { readonly path?: string }) => path)
  return code === 'invalid_request' && paths.length > 0 && !paths.includes('(body)')
}

/** What no route takes, whatever its schema says: a field that is no field, and more levels than anybody means. */
const NEVER_TAKEN = [/"__proto__"\s*:/, /(\{"a":){101}/]

function isValid(schema: z.core.$ZodType, text: string): boolean {
  if (NEVER_TAKEN.some((pattern) => pattern.test(text))) return false
  try {
    return z.safeParse(schema, JSON.parse(text.replace(/^\ufeff/, '') || '{}')).success
  } catch {
    return false
  }
}
