import type { Extracted } from '@bulkhead/contracts/extract'

import { assemble, cleanText, requireRoom, type Part } from '../text/extracted.ts'

const TIMES =
  /^\s*(?:(\d{1,3}):)?(\d{2}):(\d{2})[.,]\d{1,3}\s*-->\s*(?:(\d{1,3}):)?(\d{2}):(\d{2})[.,]\d{1,3}/u
/** Silence that ends a paragraph. */
const GAP_SECONDS = 3
const MAX_PARAGRAPH_UNITS = 600
const SENTENCE_END = /[.!?…。！？"”]$/u
/** Bounded, so that what is never closed is looked at once. */
const VOICE = /<v(?:\.[^\s<>]{0,100})?[ \t]{1,9}([^<>]{0,200})>/giu
const TAG = /<[^<>\n]{0,200}>|\{\\[^{}\n]{0,200}\}/gu
const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&nbsp;': ' ',
  '&lrm;': '',
  '&rlm;': '',
}

interface Cue {
  readonly start: number
  readonly end: number
  readonly lines: readonly string[]
}

/** What is said in a film, as paragraphs with the time at which each begins. Both WebVTT and SubRip. */
export function extractSubtitles(raw: string): Extracted {
  return assemble(paragraphsOf(cuesOf(cleanText(raw).split('\n'))))
}

/** Comments, styles and numbers stand where no times are, and are not said. */
function* cuesOf(lines: readonly string[]): Generator<Cue> {
  let times: { start: number; end: number } | undefined
  let said: string[] = []
  for (const line of [...lines, '']) {
    const found = TIMES.exec(line)
    if (line.trim() !== '' && found === null) {
      if (times !== undefined) said.push(line)
      continue
    }
    if (times !== undefined && said.length > 0) yield { ...times, lines: said }
    said = []
    times = found === null ? undefined : { start: secondsOf(found, 1), end: secondsOf(found, 4) }
  }
}

function secondsOf(found: RegExpExecArray, at: number): number {
  return Number(found[at] ?? 0) * 3_600 + Number(found[at + 1]) * 60 + Number(found[at + 2])
}

function* paragraphsOf(cues: Iterable<Cue>): Generator<Part> {
  const open = { text: '', start: 0, end: 0, last: '' }
  let units = 0
  for (const cue of cues) {
    if (open.text !== '' && isOver(open, cue)) {
      yield paragraphOf(open)
      open.text = ''
    }
    if (open.text === '') open.start = cue.start
    units += addLines(open, cue.lines.map(plain))
    requireRoom(units)
    open.end = cue.end
  }
  if (open.text !== '') yield paragraphOf(open)
}

interface Paragraph {
  text: string
  start: number
  end: number
  /** The line that was said last. */
  last: string
}

function isOver({ text, end }: Paragraph, cue: Cue): boolean {
  if (text.length > MAX_PARAGRAPH_UNITS || cue.start - end >= GAP_SECONDS) return true
  if (cue.lines.some((line) => /<v[ .]/iu.test(line))) return true
  return text.length > MAX_PARAGRAPH_UNITS / 2 && SENTENCE_END.test(text)
}

/** Captions made by machines roll: each line comes several times. */
function addLines(open: Paragraph, lines: readonly string[]): number {
  let units = 0
  for (const line of lines) {
    if (line === '' || line === open.last) continue
    open.text += open.text === '' ? line : ` ${line}`
    open.last = line
    units += line.length
  }
  return units
}

function paragraphOf({ text, start }: Paragraph): Part {
  return { text: `[${timeOf(start)}] ${text}` }
}

function plain(line: string): string {
  return line
    .replace(VOICE, (_, name: string) => `${name.trim()}: `)
    .replace(TAG, '')
    .replace(/&(?:amp|lt|gt|nbsp|lrm|rlm);/gu, (entity) => ENTITIES[entity] ?? '')
    .trim()
}

function timeOf(seconds: number): string {
  const [minutes, rest] = [Math.floor(seconds / 60) % 60, seconds % 60]
  return [Math.floor(seconds / 3_600), minutes, rest].map((part) => String(part).padStart(2, '0')).join(':')
}
