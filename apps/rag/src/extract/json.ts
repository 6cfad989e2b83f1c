import { assemble, cleanText, UnreadableDocument, type Extracted, type Part } from './extracted.ts'

/** Deeper than any document that means something, and far from the stack's end. */
const MAX_DEPTH = 64

/** JSON as lines `path: value`; the elements of the outermost list, or the fields of the outermost object, are blocks of their own. */
export function extractJson(raw: string): Extracted {
  const value = parse(raw)
  if (Array.isArray(value)) return assemble(value.map((element) => blockOf(element, '')))
  if (!isRecord(value)) return assemble([blockOf(value, '')])
  return assemble(Object.entries(value).map(([name, field]) => blockOf(field, name)))
}

function parse(raw: string): unknown {
  try {
    return JSON.parse(raw)
  } catch {
    throw new UnreadableDocument(
      'document_malformed',
      'The document is not valid JSON. Correct it and send it again.',
    )
  }
}

function blockOf(value: unknown, path: string): Part {
  const lines: string[] = []
  describe(value, path, 0, lines)
  return { text: cleanText(lines.join('\n')) }
}

function describe(value: unknown, path: string, depth: number, lines: string[]): void {
  if (depth > MAX_DEPTH)
    throw new UnreadableDocument(
      'document_malformed',
      'The JSON is nested too deeply. Flatten it and send it again.',
    )
  if (Array.isArray(value)) {
    for (const element of value) describe(element, path, depth + 1, lines)
  } else if (isRecord(value)) {
    for (const [name, field] of Object.entries(value)) {
      describe(field, path === '' ? name : `${path}.${name}`, depth + 1, lines)
    }
  } else if (isScalar(value) && value !== '') {
    lines.push(path === '' ? String(value) : `${path}: ${value}`)
  }
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
