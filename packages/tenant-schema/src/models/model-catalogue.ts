import { en } from 'zod/locales'
import * as z from 'zod/mini'

// zod/mini has no messages of its own; people must be able to read what is wrong.
z.config(en())

/** What a model does; a tenant's chat may name only those of the first kind. */
export const MODEL_KINDS = ['chat', 'embedding', 'rerank'] as const

/** What a model can do besides answering in text. */
export const CAPABILITIES = ['tools', 'images', 'audio', 'reasoning', 'structuredOutput'] as const

const count = () => z.int().check(z.gte(1))
const text = z.string().check(z.minLength(1), z.maxLength(128))
const secretName = z
  .string()
  .check(z.regex(/^[A-Z][A-Z0-9_]{0,63}$/, 'must be the name of a secret, such as OPENAI_API_KEY'))
const dollars = z
  .string()
  .check(z.regex(/^\d{1,6}(\.\d{1,6})?$/, 'must be US dollars as a decimal string, such as "0.15"'))
const baseUrl = z.string().check(
  z.refine((url) => /^\$[A-Z][A-Z0-9_]{0,63}$/.test(url) || isServerUrl(url), {
    error: 'must be an http or https URL without credentials, or $NAME of a variable that holds one',
  }),
)

function isServerUrl(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === ''
}

/** US dollars for a million tokens; what is left out costs what its class does (prompt or completion). */
export const ModelPrices = z.strictObject({
  prompt: dollars,
  cachedPrompt: z.optional(dollars),
  cacheWrite: z.optional(dollars),
  completion: dollars,
  reasoning: z.optional(dollars),
})

/** How the model wants OpenAI's chat completions written, where its server's usual way is not right. */
const ModelDialect = z.strictObject({
  outputLimit: z.exactOptional(z.enum(['max_tokens', 'max_completion_tokens'])),
  developerRole: z.exactOptional(z.enum(['developer', 'system'])),
  systemMessages: z.exactOptional(z.enum(['many', 'one', 'none'])),
  streamOptions: z.exactOptional(z.enum(['send', 'omit'])),
  plainStream: z.exactOptional(z.enum(['omit', 'false'])),
  stream: z.exactOptional(z.enum(['may', 'never'])),
  content: z.exactOptional(z.enum(['any', 'text'])),
  emptyTools: z.exactOptional(z.enum(['send', 'omit'])),
})

const facts = {
  kind: z.enum(MODEL_KINDS),
  /** What the provider calls the model; left out: as it is called here. */
  upstreamId: z.optional(text),
  /** Tokens of prompt and answer together. */
  contextLength: count(),
  maxOutputTokens: z.optional(count()),
  /** All that it can do besides text: what is not in the list is refused. Left out: the provider decides. */
  capabilities: z.optional(z.array(z.enum(CAPABILITIES))),
  /** The name that its images are priced by, where the upstream id does not show it: `gpt-4o` of a deployment at Azure. */
  family: z.optional(text),
  prices: z.optional(ModelPrices),
}

const WorkersAiModel = z.strictObject({ provider: z.literal('workers-ai'), ...facts })

const OpenAiCompatibleModel = z.strictObject({
  provider: z.literal('openai-compatible'),
  /** Up to and including `/v1`, or what the server has instead. */
  baseUrl,
  /** The secret that holds the server's key; left out: it wants none. */
  secret: z.optional(secretName),
  /** Azure's older API versions take the key in a header of their own. */
  keyHeader: z._default(z.enum(['authorization', 'api-key']), 'authorization'),
  /** What a chat model is asked in; left out: chat completions. */
  api: z.exactOptional(z.enum(['chat-completions', 'responses'])),
  ...facts,
  dialect: z.optional(ModelDialect),
})

const ModelEntry = z.discriminatedUnion('provider', [WorkersAiModel, OpenAiCompatibleModel])
export type ModelEntry = z.infer<typeof ModelEntry>

/** `models.json`: the deployment's models by the id that tenants know. Unknown keys are errors. */
export const ModelCatalogue = z.strictObject({
  $schema: z.optional(z.string()),
  models: z.record(text, ModelEntry),
})
export type ModelCatalogue = z.infer<typeof ModelCatalogue>
