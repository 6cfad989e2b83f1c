import { isRecord, optionalText, textOf, type JsonRecord } from '../json/json.ts'

/** What the content of a message holds, by what it is. */
export interface Content {
  readonly text: string
  readonly refusal: string
  readonly reasoning: string
  /** As parts, where Anthropic's form shows through. */
  readonly calls: readonly JsonRecord[]
  /** Parts of other kinds, as they came. */
  readonly others: readonly unknown[]
}

/** Types whose parts may stand alone. */
const PART_TYPES: ReadonlySet<string> = new Set(['text', 'output_text', 'refusal', 'thinking', 'reasoning'])

const NOTHING: Content = { text: '', refusal: '', reasoning: '', calls: [], others: [] }

/** A text, or parts: Mistral thinks in parts, other servers write each text as one. */
export function readContent(content: unknown): Content {
  if (typeof content === 'string') return content === '' ? NOTHING : { ...NOTHING, text: content }
  if (Array.isArray(content)) return joined(content.map(readPart))
  if (isRecord(content)) return readOne(content)
  return { ...NOTHING, text: textOf(content) }
}

/** One part instead of a list, Gemini's `{parts}`, or what JSON mode made. */
function readOne(content: JsonRecord): Content {
  if (Array.isArray(content['parts'])) return joined(content['parts'].map(readPart))
  return PART_TYPES.has(String(content['type'])) ? readPart(content) : { ...NOTHING, text: textOf(content) }
}

function readPart(part: unknown): Content {
  if (!isRecord(part)) return { ...NOTHING, text: textOf(part) }
  switch (part['type']) {
    case undefined:
    case 'text':
    case 'output_text':
      return { ...NOTHING, text: textIn(part['text'] ?? part['content']) }
    case 'refusal':
      return { ...NOTHING, refusal: textIn(part['refusal']) }
    case 'thinking':
    case 'reasoning':
    case 'reasoning_text':
    case 'summary_text':
      return { ...NOTHING, reasoning: thoughtIn(part) }
    case 'tool_use':
      return { ...NOTHING, calls: [{ id: part['id'], name: part['name'], arguments: part['input'] }] }
    default:
      return { ...NOTHING, others: [part] }
  }
}

function thoughtIn(part: JsonRecord): string {
  const thought = part['thinking'] ?? part['reasoning'] ?? part['text'] ?? part['summary'] ?? part['content']
  if (!Array.isArray(thought)) return textIn(thought)
  return thought.map((each) => (isRecord(each) ? thoughtIn(each) : textOf(each))).join('')
}

/** Assistants write `{value: …}`. */
function textIn(value: unknown): string {
  return isRecord(value) ? textOf(value['value'] ?? value['text']) : textOf(value)
}

function joined(parts: readonly Content[]): Content {
  return {
    text: parts.map(({ text }) => text).join(''),
    refusal: parts.map(({ refusal }) => refusal).join(''),
    reasoning: parts.map(({ reasoning }) => reasoning).join(''),
    calls: parts.flatMap(({ calls }) => calls),
    others: parts.flatMap(({ others }) => others),
  }
}

/** Servers do not agree on its name: vLLM and DeepSeek, OpenRouter, Ollama. */
export function reasoningIn(message: JsonRecord): string {
  return (
    optionalText(message['reasoning_content']) ??
    optionalText(message['reasoning']) ??
    optionalText(message['thinking']) ??
    ''
  )
}
