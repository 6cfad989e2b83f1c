import type { Extracted } from '@bulkhead/contracts/extract'
import { visit } from 'jsonc-parser'

import { requireRoom, UnreadableDocument } from '../text/extracted.ts'
import { extractMarkdown } from './markdown/markdown.ts'

/** Deeper than any notebook; what its outputs hold in other forms may be deep. */
const MAX_DEPTH = 64

/** The cells of a notebook as Markdown: notes as they are, code and what it printed as blocks of code. */
export function extractNotebook(raw: string): Extracted {
  const cells = new Cells()
  visit(
    raw.replace(/^\ufeff/u, ''),
    {
      onObjectBegin: () => cells.enter('object'),
      onArrayBegin: () => cells.enter('list'),
      onObjectProperty: (name) => cells.name(name),
      onLiteralValue: (value: unknown) => cells.value(value),
      onObjectEnd: () => cells.leave(),
      onArrayEnd: () => cells.leave(),
      onError: refuse,
    },
    { disallowComments: true },
  )
  if (!cells.isNotebook) refuse()
  return extractMarkdown(cells.markdown())
}

function refuse(): never {
  throw new UnreadableDocument(
    'document_malformed',
    'The file is not a readable notebook. Save it again as .ipynb and send it once more.',
  )
}

interface Cell {
  kind: string
  source: string
  output: string
}

/** Where a value stands, such as `cells.source`; lists add nothing. */
const SOURCES = new Set(['cells.source', 'worksheets.cells.source', 'worksheets.cells.input'])
const OUTPUTS = new Set([
  'cells.outputs.text',
  'cells.outputs.data.text/plain',
  'cells.outputs.data.text/markdown',
  'cells.outputs.evalue',
  'worksheets.cells.outputs.text',
])
const KINDS = new Set(['cells.cell_type', 'worksheets.cells.cell_type'])
const LANGUAGES = new Set(['metadata.kernelspec.language', 'metadata.language_info.name'])

/** Token by token, since the pictures in a notebook may be most of it, and a tree of it takes an isolate's memory. */
class Cells {
  isNotebook = false
  readonly #cells: Cell[] = []
  readonly #around: { readonly kind: 'object' | 'list'; readonly path: string }[] = []
  #path = ''
  #language = ''
  #units = 0

  enter(kind: 'object' | 'list'): void {
    this.#around.push({ kind, path: this.#path })
    if (this.#around.length > MAX_DEPTH) refuse()
    if (this.#path === 'cells' || this.#path === 'worksheets.cells') {
      this.isNotebook = true
      if (kind === 'object') this.#cells.push({ kind: 'code', source: '', output: '' })
    }
  }

  leave(): void {
    this.#path = this.#around.pop()?.path ?? ''
  }

  name(name: string): void {
    const around = this.#around.at(-1)?.path ?? ''
    this.#path = around === '' ? name : `${around}.${name}`
  }

  value(value: unknown): void {
    if (typeof value === 'string') this.#say(value)
    const around = this.#around.at(-1)
    if (around?.kind === 'list') this.#path = around.path
  }

  markdown(): string {
    return this.#cells.map((cell) => this.#written(cell)).join('\n\n')
  }

  #say(text: string): void {
    if (LANGUAGES.has(this.#path)) this.#language = text
    const cell = this.#cells.at(-1)
    if (cell === undefined) return
    if (KINDS.has(this.#path)) cell.kind = text
    else if (SOURCES.has(this.#path)) cell.source += text
    else if (OUTPUTS.has(this.#path)) cell.output += text
    else return
    this.#units += text.length
    requireRoom(this.#units)
  }

  #written({ kind, source, output }: Cell): string {
    if (kind !== 'code') return source
    const shown = [fenced(source, this.#language.replace(/[^\w+#-]/gu, '')), fenced(output, '')]
    return shown.filter((text) => text !== '').join('\n\n')
  }
}

// oxlint-disable-next-line no-control-regex -- the colours of a terminal
const COLOURS = /\u001b\[[0-9;]*m/gu

/** Fences longer than any within. */
function fenced(code: string, language: string): string {
  const text = code.replace(COLOURS, '').trimEnd()
  if (text.trim() === '') return ''
  const longest = Math.max(2, ...(text.match(/`{3,}/gu) ?? []).map(({ length }) => length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${text}\n${fence}`
}
