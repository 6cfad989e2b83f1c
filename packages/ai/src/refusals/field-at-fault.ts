import type { Described } from './describe-error.ts'
import { FIELD, FORMAT, matches, MESSAGES, THINKING, TOOLS } from './patterns.ts'

/** A path is ours to show if its first step is a field that was sent: so nothing of a provider's words gets out but the name of one. */
const PATH = /^[A-Za-z_]\w*(?:\.[\w-]+|\[\d+\])*$/
const MAX_PATH_CHARS = 128
/** What a request is sent with in other words than the client's. */
const OWN_NAMES: Readonly<Record<string, string>> = {
  max_new_tokens: 'max_tokens',
  maxOutputTokens: 'max_tokens',
  max_output_tokens: 'max_tokens',
  input: 'messages',
  inputs: 'messages',
  contents: 'messages',
  prompt: 'messages',
  system_instruction: 'messages',
  stop_sequences: 'stop',
  function_declarations: 'tools',
  tool_config: 'tool_choice',
  response_schema: 'response_format',
  response_mime_type: 'response_format',
  format: 'response_format',
}
/** Fields that ask a model to think, or not. */
const OF_THINKING = [
  'reasoning_effort',
  'reasoning',
  'thinking',
  'think',
  'enable_thinking',
  'chat_template_kwargs',
]
/** Whose value the client does not choose. */
const OPERATORS: ReadonlySet<string> = new Set(['model', 'stream', 'stream_options'])

/** The request's field that an error is about. `fields`: what was sent. */
export function fieldAtFault({ text, field }: Described, fields: ReadonlySet<string>): string | undefined {
  const named = field === undefined ? undefined : pathIn(field, fields)
  if (named !== undefined) return named
  if (matches(TOOLS, text)) return 'tools'
  for (const { says } of FIELD) {
    for (const [, name = ''] of text.matchAll(new RegExp(says, `${says.flags}g`))) {
      const path = pathIn(name, fields)
      if (path !== undefined) return path
    }
  }
  if (matches(MESSAGES, text)) return 'messages'
  // The name of a field with an underscore is no word of a sentence.
  const word = [...fields].find((name) => name.includes('_') && !OPERATORS.has(name) && wordIn(text, name))
  return word ?? unnamed(text, fields)
}

/** What is meant where no name is said, if it was sent. */
function unnamed(text: string, fields: ReadonlySet<string>): string | undefined {
  if (matches(FORMAT, text) && fields.has('response_format')) return 'response_format'
  if (matches(FORMAT, text) && fields.has('tools')) return 'tools'
  return matches(THINKING, text) ? OF_THINKING.find((name) => fields.has(name)) : undefined
}

function pathIn(name: string, fields: ReadonlySet<string>): string | undefined {
  const path = name
    .replaceAll('/', '.')
    .replaceAll('.[', '[')
    .replace(/^(?:body|generation_?config)\./i, '')
    .replaceAll(/\.(\d+)(?=\.|$)/g, '[$1]')
    .replace(/\.+$/, '')
    .slice(0, MAX_PATH_CHARS)
  if (!PATH.test(path)) return undefined
  const root = /^\w+/.exec(path)?.[0] ?? ''
  const own = OWN_NAMES[root] ?? OWN_NAMES[snakeCase(root)] ?? (fields.has(root) ? root : snakeCase(root))
  if (OPERATORS.has(own) || !(fields.has(own) || own === 'messages')) return undefined
  return own === root ? path : own
}

function snakeCase(name: string): string {
  return name.replaceAll(/(?<=[a-z])[A-Z]/g, (capital) => `_${capital.toLowerCase()}`)
}

function wordIn(text: string, name: string): boolean {
  const at = text.indexOf(name)
  return at !== -1 && !/\w/.test(text[at - 1] ?? ' ') && !/\w/.test(text[at + name.length] ?? ' ')
}
