import type { CellPart } from '../../text/table-rows.ts'
import type { Numbering } from './numbering.ts'
import { depthOfOutline, type Styles } from './styles.ts'

/** What the parts of a document share. */
export interface Surroundings {
  readonly styles: Styles
  readonly numbering: Numbering
  readonly targets: ReadonlyMap<string, { readonly target: string }>
  /** Footnotes and endnotes, by kind and id. */
  readonly notes: Map<string, readonly CellPart[]>
}

/** A paragraph's own properties; what they leave open is its style's. */
export interface Paragraph {
  style: string
  list: string | undefined
  level: number | undefined
  outline: number | undefined
  /** What belongs behind it: notes, and boxes that are anchored in it. */
  readonly behind: CellPart[]
}

export function depthOf({ style, outline }: Paragraph, { styles }: Surroundings): number | undefined {
  return outline === undefined ? styles.depthOf(style) : depthOfOutline(outline)
}

/** Its number or bullet, which counts it. */
export function markerOf({ style, list, level }: Paragraph, { styles, numbering }: Surroundings): string {
  const ofStyle = styles.numberingOf(style)
  const id = list ?? ofStyle?.numbering
  return id === undefined || id === '0' ? '' : numbering.markerOf(id, level ?? ofStyle?.level ?? 0)
}
