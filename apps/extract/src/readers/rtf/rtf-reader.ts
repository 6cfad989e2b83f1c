import type { Part } from '../../text/extracted.ts'
import { Flow } from '../../text/flow.ts'
import type { CellPart } from '../../text/table-rows.ts'
import { Nesting } from '../nesting.ts'
import { DEFAULT_ENCODING, encodingOfPage, encodingOfSet } from './code-pages.ts'
import { RtfTable } from './rtf-table.ts'
import type { RtfToken } from './rtf-tokens.ts'
import { CHARACTERS, KNOWN, SKIPPED } from './rtf-words.ts'

interface Group {
  isSkipped: boolean
  isHidden: boolean
  encoding: string
  /** How many characters stand for one that old programs do not know. */
  fallback: number
  kind: 'text' | 'fonts' | 'title' | 'marker' | 'note' | 'info'
  /** Where the text outside goes on. */
  around: Flow | undefined
}

/** Puts together what a file of rich text says, token by token. */
export class RtfReader {
  title = ''
  readonly #bytes: Uint8Array
  readonly #nesting = new Nesting()
  readonly #groups: Group[] = []
  readonly #encodings = new Map<number, string>()
  #group: Group = {
    isSkipped: false,
    isHidden: false,
    encoding: DEFAULT_ENCODING,
    fallback: 1,
    kind: 'text',
    around: undefined,
  }
  #default = DEFAULT_ENCODING
  #flow = new Flow()
  #raw: number[] = []
  #toSkip = 0
  #isStarred = false
  #font = 0
  #outline: number | undefined
  #marker = ''
  #notes = 0
  #behind: CellPart[] = []
  readonly #table = new RtfTable()
  #inTable = false

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  take(token: RtfToken): void {
    if (token.kind === 'byte') return this.#addByte(token.byte)
    if (token.kind === 'bytes') return this.#addBytes(token.from, token.to)
    this.#flush()
    if (token.kind === 'open') this.#open()
    else if (token.kind === 'close') this.#close()
    else this.#word(token.word, token.value)
  }

  end(): Part[] {
    this.#flush()
    this.#endParagraph()
    this.#table.end(this.#flow)
    return this.#flow.parts
  }

  #open(): void {
    this.#nesting.enter()
    this.#groups.push(this.#group)
    this.#group = { ...this.#group, around: undefined }
    this.#toSkip = 0
  }

  #close(): void {
    const { kind, around } = this.#group
    const outer = this.#groups.pop()
    if (outer === undefined) return
    this.#nesting.leave()
    if (kind === 'note' && around !== undefined) this.#endNote(around)
    this.#group = outer
    this.#isStarred = false
    this.#toSkip = 0
  }

  #addByte(byte: number): void {
    if (this.#toSkip > 0) this.#toSkip -= 1
    else if (!this.#group.isSkipped) this.#raw.push(byte)
    this.#isStarred = false
  }

  #addBytes(from: number, to: number): void {
    if (this.#group.isSkipped) return
    for (let at = from; at < to; at++) {
      const byte = this.#bytes[at] ?? 0
      // Line ends are none of the text.
      if (byte === 10 || byte === 13) continue
      if (this.#toSkip > 0) this.#toSkip -= 1
      else this.#raw.push(byte)
    }
  }

  /** Characters of several bytes may be written as several tokens. */
  #flush(): void {
    if (this.#raw.length === 0) return
    const text = new TextDecoder(this.#group.encoding).decode(new Uint8Array(this.#raw))
    this.#raw = []
    this.#addText(text)
  }

  #addText(text: string): void {
    const { kind, isSkipped, isHidden } = this.#group
    if (isSkipped || isHidden) return
    if (kind === 'title') this.title += text
    else if (kind === 'marker') this.#marker += text
    else if (kind === 'text' || kind === 'note') this.#target.add(text)
  }

  get #target(): Flow {
    return this.#inTable ? this.#table.content : this.#flow
  }

  #word(word: string, value: number | undefined): void {
    if (word === '*') {
      this.#isStarred = true
      return
    }
    const isStarred = this.#isStarred
    this.#isStarred = false
    if (SKIPPED.has(word) || (isStarred && !KNOWN.has(word))) this.#group.isSkipped = true
    if (this.#group.isSkipped) return
    const character = CHARACTERS[word]
    if (character !== undefined) this.#addText(character)
    else if (word === '{' || word === '}' || word === '\\') this.#addText(word)
    else RtfReader.#WORDS[word]?.(this, value)
  }

  static readonly #WORDS: Readonly<Record<string, (reader: RtfReader, value: number | undefined) => void>> = {
    ansicpg: (reader, value) => {
      reader.#default = encodingOfPage(value ?? 1252)
      reader.#group.encoding = reader.#default
    },
    mac: (reader) => {
      reader.#default = 'macintosh'
      reader.#group.encoding = 'macintosh'
    },
    uc: (reader, value) => void (reader.#group.fallback = value ?? 1),
    u: (reader, value) => reader.#unicode(value ?? 0),
    fonttbl: (reader) => void (reader.#group.kind = 'fonts'),
    info: (reader) => void (reader.#group.kind = 'info'),
    title: (reader) => {
      if (reader.#group.kind === 'info') reader.#group.kind = 'title'
    },
    listtext: (reader) => void (reader.#group.kind = 'marker'),
    pntext: (reader) => void (reader.#group.kind = 'marker'),
    footnote: (reader) => reader.#startNote(),
    annotation: (reader) => void (reader.#group.isSkipped = true),
    f: (reader, value) => reader.#useFont(value ?? 0),
    fcharset: (reader, value) => {
      const encoding = encodingOfSet(value ?? 0)
      if (reader.#group.kind === 'fonts' && encoding !== undefined)
        reader.#encodings.set(reader.#font, encoding)
    },
    v: (reader, value) => void (reader.#group.isHidden = value !== 0),
    deleted: (reader, value) => void (reader.#group.isHidden = value !== 0),
    plain: (reader) => {
      reader.#group.isHidden = false
      reader.#group.encoding = reader.#default
    },
    pard: (reader) => {
      reader.#outline = undefined
      reader.#inTable = false
    },
    intbl: (reader) => void (reader.#inTable = true),
    outlinelevel: (reader, value) => void (reader.#outline = value),
    par: (reader) => reader.#endParagraph(),
    sect: (reader) => reader.#endParagraph(),
    page: (reader) => reader.#endParagraph(),
    trowd: (reader) => void (reader.#inTable = true),
    cell: (reader) => reader.#table.endCell(reader.#flow),
    nestcell: (reader) => reader.#target.add(' '),
    row: (reader) => reader.#table.endRow(reader.#flow),
  }

  #unicode(value: number): void {
    if (this.#group.kind === 'fonts' || this.#group.kind === 'info') return
    this.#addText(String.fromCharCode(value < 0 ? value + 65_536 : value))
    this.#toSkip = this.#group.fallback
  }

  #useFont(font: number): void {
    if (this.#group.kind === 'fonts') this.#font = font
    else this.#group.encoding = this.#encodings.get(font) ?? this.#default
  }

  #startNote(): void {
    this.#group.kind = 'note'
    this.#group.around = this.#flow
    this.#flow = new Flow()
  }

  #endNote(around: Flow): void {
    this.#flow.end()
    const [first, ...more] = this.#flow.parts
    this.#flow = around
    if (first === undefined) return
    this.#notes += 1
    this.#behind.push({ ...first, text: `Note ${this.#notes}: ${first.text}` }, ...more)
  }

  #endParagraph(): void {
    if (this.#inTable) {
      this.#table.content.end()
      return
    }
    if (this.#group.kind === 'text') this.#table.end(this.#flow)
    const flow = this.#flow
    if (this.#outline !== undefined && this.#outline < 9) flow.depth = Math.min(this.#outline + 1, 6)
    flow.marker = markerOf(this.#marker)
    flow.end()
    flow.marker = ''
    flow.depth = undefined
    this.#marker = ''
    if (this.#group.kind === 'note') return
    flow.push(...this.#behind)
    this.#behind = []
  }
}

/** `1.` and a tab, or a bullet of any form. */
function markerOf(text: string): string {
  const mark = text.trim()
  if (mark === '') return ''
  return /[\p{L}\p{N}]/u.test(mark) ? `${mark} ` : '- '
}
