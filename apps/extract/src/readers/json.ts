import type { Extracted } from '@bulkhead/contracts/extract'
import { visit } from 'jsonc-parser'

import {
  assemble,
  cleanText,
  requireRoom,
  shortName,
  UnreadableDocument,
  type Part,
} from '../text/extracted.ts'

/** Deeper than any document that means something, and far from the stack's end. */
const MAX_DEPTH = 64
/** The first of several values, as a line. */
const MAX_LINE_UNITS = 1_048_576

/**
 * JSON as lines `path: value`; the elements of the outermost list, or the fields of the outermost object, are
 * blocks of their own. Read token by token: numbers stay as they are written, whatever a float would make of
 * them, and no tree is built of what may be 25 MiB.
 */
export function extractJson(raw: string): Extracted {
  const lines = new Lines()
  if (isOneALine(raw)) readLines(raw, lines)
  else read(raw, lines)
  return assemble(lines.parts())
}

function read(raw: string, lines: Lines): void {
  visit(
    raw,
    {
      onObjectBegin: () => lines.enter(),
      onArrayBegin: () => lines.enter(),
      onObjectProperty: (name) => lines.name(name),
      onLiteralValue: (value: unknown, start, length) =>
        lines.value(
          typeof value === 'string' ? value : value === null ? '' : raw.slice(start, start + length),
        ),
      onObjectEnd: () => lines.leave(),
      onArrayEnd: () => lines.leave(),
      onError: refuse,
    },
    { disallowComments: true },
  )
}

/** Logs and exports: a value on each line, and nothing around them. */
function isOneALine(raw: string): boolean {
  const text = raw.trimStart()
  const end = text.indexOf('\n')
  if (end < 0 || end > MAX_LINE_UNITS || text.slice(end).trim() === '') return false
  try {
    JSON.parse(text.slice(0, end))
    return true
  } catch {
    return false
  }
}

/** A list whose elements are the lines. */
function readLines(raw: string, lines: Lines): void {
  lines.enter()
  for (let at = 0; at < raw.length;) {
    const newline = raw.indexOf('\n', at)
    const end = newline < 0 ? raw.length : newline
    const line = raw.slice(at, end)
    if (line.trim() !== '') read(line, lines)
    at = end + 1
  }
  lines.leave()
}

function refuse(): never {
  const message = 'The document is not valid JSON. Correct it and send it again.'
  throw new UnreadableDocument('document_malformed', message)
}

/**
 * What has been read, and where in the document the reader is. Every line repeats its path, so a small
 * document may say very much.
 */
class Lines {
  readonly #parts: Part[] = []
  #open: string[] = []
  #units = 0
  /** The paths of the lists and objects around the next value. */
  readonly #around: string[] = []
  /** The path of the next value. */
  #path = ''

  enter(): void {
    this.#around.push(this.#path)
    if (this.#around.length <= MAX_DEPTH) return
    const message = 'The JSON is nested too deeply. Flatten it and send it again.'
    throw new UnreadableDocument('document_malformed', message)
  }

  leave(): void {
    this.#around.pop()
    this.#end()
  }

  name(name: string): void {
    const around = this.#around.at(-1) ?? ''
    this.#path = around === '' ? shortName(name) : `${around}.${shortName(name)}`
  }

  value(said: string): void {
    if (said !== '') this.#add(this.#path === '' ? said : `${this.#path}: ${said}`)
    this.#end()
  }

  parts(): Part[] {
    return this.#parts
  }

  #add(line: string): void {
    this.#units += line.length
    requireRoom(this.#units)
    this.#open.push(line)
  }

  /** After each value the path is that of its list again; in an object the next name follows. */
  #end(): void {
    this.#path = this.#around.at(-1) ?? ''
    if (this.#around.length > 1) return
    if (this.#open.length === 0) return
    this.#parts.push({ text: cleanText(this.#open.join('\n')) })
    this.#open = []
    requireRoom(this.#units, this.#parts.length)
  }
}
