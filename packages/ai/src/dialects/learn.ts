import type { ModelRequest } from '../model-request.ts'
import type { Described } from '../refusals/describe-error.ts'
import type { Dialect } from './dialect.ts'

/** What was refused, and in which words. */
export interface Refused {
  readonly dialect: Dialect
  readonly request: ModelRequest
  readonly stream: boolean
  readonly described: Described
}

/** The server knows no such field, or not here: no word about its value. */
const UNKNOWN =
  /un(supported|known|recognized|expected)|not (supported|permitted|allowed|recognized|valid|implemented)|extra[_ ]|forbidden|additional propert|cannot find|no such|instead|deprecated|only allowed/i
const ROLE = /role|one of|developer|unexpected|input should be/i
/** Templates of Qwen, Mistral, Llama, and servers that say it plainly. */
const ONE_SYSTEM =
  /system message must be (at the beginning|the first)|roles? must alternate|(only|multiple|more than|at most) (one|a single)? ?system (message|prompt)s?|\bsystem\b.{0,60}(first|beginning|once)|must be the first message|unexpected (message )?role:? ['"`]?system|got ['"`]?system/i
/** Gemma's templates, and Google's front. */
const NO_SYSTEM =
  /system (role|message|instruction|prompt)s? (is |are )?not (supported|allowed|enabled)|developer instruction is not enabled|do(es)?( not|n.t) support ['"`]?system/i
/** Templates that join contents as texts, and servers that read nothing else. */
const TEXT_CONTENT =
  /\b(a|valid|type) string|expected (a )?string|can only concatenate str|invalid type: (sequence|null)/i
const NO_STREAM = /streaming is not supported|(do(es)?( not|n.t) support|verified to) stream/i

/** What a refusal says about the way to speak, not about what was said: at most one thing that is not known yet. */
export function lessonOf(refused: Refused): Partial<Dialect> | undefined {
  return (
    limitLesson(refused) ??
    roleLesson(refused) ??
    systemLesson(refused) ??
    contentLesson(refused) ??
    streamLesson(refused)
  )
}

function limitLesson({ dialect, described: { text, field } }: Refused): Partial<Dialect> | undefined {
  const { outputLimit } = dialect
  const other = outputLimit === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens'
  const isNamed = field === outputLimit || new RegExp(`\\b${outputLimit}\\b`).test(text)
  return isNamed && UNKNOWN.test(text) ? { outputLimit: other } : undefined
}

function roleLesson({ dialect, request, described }: Refused): Partial<Dialect> | undefined {
  if (dialect.developerRole === 'system' || !request.messages.some(({ role }) => role === 'developer'))
    return undefined
  const isRole = /\brole$/.test(described.field ?? '') || /developer|\brole\b/i.test(described.text)
  return isRole && ROLE.test(described.text) ? { developerRole: 'system' } : undefined
}

function systemLesson({ dialect, request, described: { text } }: Refused): Partial<Dialect> | undefined {
  const roles = request.messages.map(({ role }) => role)
  const systems = roles.flatMap((role, at) => (role === 'system' || role === 'developer' ? [at] : []))
  if (systems.length === 0 || dialect.systemMessages === 'none') return undefined
  if (NO_SYSTEM.test(text)) return { systemMessages: 'none' }
  if (!ONE_SYSTEM.test(text)) return undefined
  const isOne = systems.length === 1 && systems[0] === 0
  return dialect.systemMessages === 'many' && !isOne ? { systemMessages: 'one' } : { systemMessages: 'none' }
}

function contentLesson({ dialect, request, described: { text, field } }: Refused) {
  const isOther = request.messages.some(({ content }) => typeof content !== 'string')
  const isContent = /\bcontent\b/.test(`${field ?? ''} ${text}`)
  return dialect.content === 'any' && isOther && isContent && TEXT_CONTENT.test(text)
    ? ({ content: 'text' } as const)
    : undefined
}

function streamLesson({
  dialect,
  stream,
  described: { text, field },
}: Refused): Partial<Dialect> | undefined {
  if (!stream || dialect.stream === 'never') return undefined
  const isOptions = /stream_options|include_usage/.test(`${field ?? ''} ${text}`)
  if (isOptions && dialect.streamOptions === 'send') return { streamOptions: 'omit' }
  return field === 'stream' || NO_STREAM.test(text) ? { stream: 'never' } : undefined
}
