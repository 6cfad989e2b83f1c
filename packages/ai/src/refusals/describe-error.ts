import { isRecord, listOf, numberOf, parseJson, recordOf, type JsonRecord } from '../json/json.ts'

/** What an error says, from a body of any form. Read inside this package and never shown: it may quote the prompt. */
export interface Described {
  /** All codes, types and messages in one text. */
  readonly text: string
  /** A status that the body names. */
  readonly status: number | undefined
  /** The field at fault, where the body names one as a field of its own. */
  readonly field: string | undefined
}

const MAX_CHARS = 8_000
const MAX_DEPTH = 6
/** Where servers repeat what they were sent. */
const ECHOES: ReadonlySet<string> = new Set([
  'input',
  'ctx',
  'failed_generation',
  'request',
  'user_id',
  'url',
])
const STATUS_NAMES = ['status', 'status_code', 'statusCode', 'code', 'http_status']

/** `{error: {…}}`, `{error: ""}`, `{message}`, `{detail}`, a list, text or HTML. */
export function describeBody(body: string): Described {
  const parsed = parseJson(body)
  return parsed === undefined
    ? { text: body.slice(0, MAX_CHARS), status: undefined, field: undefined }
    : describeError(parsed)
}

export function describeError(value: unknown): Described {
  const texts: string[] = []
  collect('', value, texts)
  return { text: texts.join(' ').slice(0, MAX_CHARS), status: statusIn(value), field: fieldIn(value, 0) }
}

/** Some servers put the provider's own body, as text, into theirs (OpenRouter's `metadata.raw`). */
function collect(name: string, value: unknown, texts: string[], depth = 0): void {
  if (depth > MAX_DEPTH || ECHOES.has(name)) return
  if (typeof value === 'string') texts.push(value)
  else if (typeof value === 'number' && name === 'code') texts.push(`${value}:`)
  else if (Array.isArray(value)) for (const each of value) collect('', each, texts, depth + 1)
  else if (isRecord(value)) {
    // Its name tells what happened, its text is the model's.
    if ('failed_generation' in value) texts.push('failed_generation')
    for (const [key, each] of Object.entries(value)) collect(key, each, texts, depth + 1)
  }
}

function statusIn(value: unknown): number | undefined {
  const body = recordOf(Array.isArray(value) ? value[0] : value)
  for (const source of [body, recordOf(body['error'])]) {
    for (const name of STATUS_NAMES) {
      const status = numberOf(source[name])
      if (status !== undefined && status >= 400 && status < 600) return status
    }
  }
  return undefined
}

/** OpenAI's `param`, FastAPI's `loc`, Google's `field`. */
function fieldIn(value: unknown, depth: number): string | undefined {
  if (depth > MAX_DEPTH) return undefined
  if (typeof value === 'string' && /^\s*[[{]/.test(value)) return fieldIn(parseJson(value), depth + 1)
  const records: readonly unknown[] = Array.isArray(value) ? value : [value]
  for (const record of records.filter(isRecord)) {
    const own = ownField(record)
    if (own !== undefined) return own
    for (const [name, each] of Object.entries(record)) {
      const field = ECHOES.has(name) ? undefined : fieldIn(each, depth + 1)
      if (field !== undefined) return field
    }
  }
  return undefined
}

function ownField({ param, loc, field, path }: JsonRecord): string | undefined {
  if (Array.isArray(loc)) return pathOf(loc)
  if (Array.isArray(path)) return pathOf(path)
  return [param, field].find((name): name is string => typeof name === 'string' && name !== '')
}

/** `["body", "messages", 0, "role"]` is `messages[0].role`; what follows names the branch of a union, or is none of the request's. */
function pathOf(loc: readonly unknown[]): string | undefined {
  const steps = listOf(loc).filter((step, at) => !(at === 0 && step === 'body'))
  const path = steps.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('')
  return path === '' ? undefined : path.replace(/^\./, '')
}
