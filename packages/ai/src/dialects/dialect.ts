/** How one model wants OpenAI's chat completions written. */
export interface Dialect {
  /** What the limit of the output is called. */
  readonly outputLimit: 'max_tokens' | 'max_completion_tokens'
  /** The role that `developer` is written as. */
  readonly developerRole: 'developer' | 'system'
  /** How many system messages may come; `none`: their text goes before the first message of the user. */
  readonly systemMessages: 'many' | 'one' | 'none'
  /** Usage of a stream has to be asked for, and may be. */
  readonly streamOptions: 'send' | 'omit'
  /** Some servers stream unless they are told not to. */
  readonly plainStream: 'omit' | 'false'
  /** Some models do not stream: their answer comes in one piece and is streamed out as one. */
  readonly stream: 'may' | 'never'
  /** Some servers read a text alone: parts are joined, and `null` is an empty one. */
  readonly content: 'any' | 'text'
  /** `tools: []` says nothing, but some servers refuse it. */
  readonly emptyTools: 'send' | 'omit'
}

/** What most servers understand. The role `developer` is OpenAI's alone, and `system` means the same to it. */
const COMMON: Dialect = {
  outputLimit: 'max_tokens',
  developerRole: 'system',
  systemMessages: 'many',
  streamOptions: 'send',
  plainStream: 'omit',
  stream: 'may',
  content: 'any',
  emptyTools: 'omit',
}

/** OpenAI's newer models refuse `max_tokens`; most other servers know nothing else. */
const OPENAI: Dialect = { ...COMMON, outputLimit: 'max_completion_tokens', developerRole: 'developer' }

const BY_HOST: Readonly<Record<string, Dialect>> = { 'api.openai.com': OPENAI }

/** The dialect that a server is first spoken to in. */
export function dialectOfHost(host: string): Dialect {
  return BY_HOST[host] ?? COMMON
}
