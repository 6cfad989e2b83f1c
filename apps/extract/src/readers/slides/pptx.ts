import type { Extracted } from '@bulkhead/contracts/extract'

import { assemble, headingTitle, type Part } from '../../text/extracted.ts'
import { namedIn, Parts } from '../packed/parts.ts'
import type { Attributes } from '../packed/xml.ts'
import type { ZipFile } from '../packed/zip-file.ts'
import { ChartReader } from './chart-reader.ts'
import { SlideReader } from './slide-reader.ts'

const MAX_SLIDES = 2_000

/** A presentation slide by slide: its title, what stands on it, and what the speaker notes to it. */
export function extractPptx(zip: ZipFile): Extracted {
  const file = new Parts(zip, 'ppt/presentation.xml')
  const ids: string[] = []
  const list = {
    enter(name: string, attributes: Attributes): void {
      // `id` itself is a number of the slide's own.
      const [, id] = Object.entries(attributes).find(([key]) => key.endsWith(':id')) ?? []
      if (name === 'p:sldId' && id !== undefined && ids.length < MAX_SLIDES) ids.push(id)
    },
    leave: () => undefined,
  }
  if (!file.walk(file.main, list)) throw zip.unreadable()
  return assemble(partsOf(file, ids))
}

function* partsOf(file: Parts, ids: readonly string[]): Generator<Part> {
  for (const [at, id] of ids.entries()) {
    const name = file.relations.get(id)?.target
    if (name === undefined || !file.file.has(name)) continue
    for (const part of slideParts(file, name)) yield { ...part, page: at + 1 }
  }
}

function slideParts(file: Parts, name: string): Part[] {
  const relations = file.relationsOf(name)
  const slide = new SlideReader(relations)
  file.walk(name, slide)
  if (slide.isHidden) return []
  const title = slide.title.map(({ text }) => text).join(' ')
  const pictures = slide.references.flatMap((id) => pictureParts(file, relations.get(id)?.target))
  const notes = namedIn(relations, 'notesSlide').flatMap((one) => noteParts(file, one))
  const heading = title === '' ? [] : [{ text: headingTitle(title), depth: 1 }]
  return [...heading, ...slide.parts, ...pictures, ...notes]
}

/** A chart's figures, or the words of a diagram. */
function pictureParts(file: Parts, name: string | undefined): Part[] {
  if (name === undefined) return []
  const chart = new ChartReader()
  const diagram = new SlideReader(new Map())
  if (/chart/i.test(name)) file.walk(name, chart)
  else file.walk(name, diagram)
  return [...chart.parts(), ...diagram.looseParts()]
}

function noteParts(file: Parts, name: string): Part[] {
  const notes = new SlideReader(new Map())
  file.walk(name, notes)
  return notes.parts.map((part, at) => (at === 0 ? { ...part, text: `Notes: ${part.text}` } : part))
}
