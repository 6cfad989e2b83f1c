import {
  assemble,
  cleanText,
  requireRoom,
  shortName,
  UnreadableDocument,
  type Extracted,
  type Part,
} from './extracted.ts'

/** Deeper than any document that means something, and far from the stack's end. */
const MAX_DEPTH = 64

/** JSON as lines `path: value`; the elements of the outermost list, or the fields of the outermost object, are blocks of their own. */
export function extractJson(raw: string): Extracted {
  return assemble(blocksOf(parse(raw)))
}

function* blocksOf(value: unknown): Generator<Part> {
  if (Array.isArray(value)) for (const element of value) yield blockOf(element, '')
  else if (isRecord(value))
    for (const [name, field] of Object.entries(value)) yield blockOf(field, shortName(name))
  else yield blockOf(value, '')
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
  const lines = new Lines()
  describe(value, path, 0, lines)
  return { text: cleanText(lines.text()) }
}

/** Every line repeats its path, so a small document may say very much. */
class Lines {
  readonly #lines: string[] = []
  #units = 0

  add(line: string): void {
    this.#units += line.length
    requireRoom(this.#units)
    this.#lines.push(line)
  }

  text(): string {
    return this.#lines.join('\n')
  }
}

function describe(value: unknown, path: string, depth: number, lines: Lines): void {
  if (depth > MAX_DEPTH)
    throw new UnreadableDocument(
      'document_malformed',
      'The JSON is nested too deeply. Flatten it and send it again.',
    )
  if (Array.isArray(value)) {
    for (const element of value) describe(element, path, depth + 1, lines)
  } else if (isRecord(value)) {
    for (const [name, field] of Object.entries(value)) {
      const short = shortName(name)
      describe(field, path === '' ? short : `${path}.${short}`, depth + 1, lines)
    }
  } else if (isScalar(value) && value !== '') {
    lines.add(path === '' ? String(value) : `${path}: ${value}`)
  }
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
