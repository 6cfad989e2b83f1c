import * as keys from '@bulkhead/contracts/http/admin/keys'
import * as answers from '@bulkhead/contracts/http/answers'
import * as completions from '@bulkhead/contracts/http/chat-completions'
import * as documents from '@bulkhead/contracts/http/documents'
import * as embeddings from '@bulkhead/contracts/http/embeddings'
import * as filters from '@bulkhead/contracts/http/filter'
import * as lists from '@bulkhead/contracts/http/lists'
import * as models from '@bulkhead/contracts/http/models'
import * as completion from '@bulkhead/contracts/http/openai/chat-completion'
import * as rerank from '@bulkhead/contracts/http/rerank'
import * as input from '@bulkhead/contracts/http/responses/response-input'
import * as responses from '@bulkhead/contracts/http/responses/response-object'
import * as request from '@bulkhead/contracts/http/responses/responses-request'
import * as search from '@bulkhead/contracts/http/search'
import * as sessions from '@bulkhead/contracts/http/sessions'
import * as usage from '@bulkhead/contracts/http/usage'
import { ModelPrices } from '@bulkhead/tenant-schema/models/model-catalogue'
import { KeyLimits } from '@bulkhead/tenant-schema/tenant-config'
import * as z from 'zod/mini'

import { describeFields } from './describe-fields.ts'
import { isJson, type Json } from './json.ts'

const MODULES = [
  keys,
  answers,
  completion,
  completions,
  documents,
  embeddings,
  filters,
  lists,
  models,
  rerank,
  input,
  responses,
  request,
  search,
  sessions,
  usage,
  { ModelPrices, KeyLimits },
]

const registry = z.registry<{ readonly id: string }>()
for (const [name, schema] of MODULES.flatMap((module) => Object.entries<unknown>(module))) {
  if (!isSchema(schema) || !/^[A-Z]/.test(name) || registry.has(schema)) continue
  registry.add(schema, { id: name })
}

function isSchema(value: unknown): value is z.core.$ZodType {
  return typeof value === 'object' && value !== null && '_zod' in value
}

/** The schemas of one document: each exported one is written once, under its name. */
export class NamedSchemas {
  readonly components: Record<string, Json> = {}

  /** A reference to an exported schema; any other schema whole, its fields described under `place`. */
  of(schema: z.core.$ZodType, place: string): Json {
    const { $schema: _, $defs = {}, ...json } = z.toJSONSchema(schema, { io: 'input', metadata: registry })
    for (const [name, { id: __, ...definition }] of Object.entries($defs)) {
      this.components[name] ??= describeFields(name, relinked(definition))
    }
    return describeFields(place, relinked(json))
  }

  /** The fields of a query, each described. */
  fieldsOf(schema: z.core.$ZodType): {
    readonly fields: Record<string, Json>
    readonly required: readonly string[]
  } {
    const json = z.toJSONSchema(schema, { io: 'input' })
    const { properties } = describeFields(registry.get(schema)?.id ?? '', { ...json })
    const fields = Object.entries(isJson(properties) ? properties : {})
    return {
      fields: Object.fromEntries(fields.map(([name, field]) => [name, isJson(field) ? field : {}])),
      required: json.required ?? [],
    }
  }
}

/** References of JSON Schema as those of OpenAPI. */
function relinked(json: Json): Json {
  return JSON.parse(JSON.stringify(json).replaceAll('"#/$defs/', '"#/components/schemas/'))
}
