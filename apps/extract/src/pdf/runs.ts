/** A piece of text as it was drawn, in points from the top left of the page as it is seen. */
export interface Run {
  readonly text: string
  readonly x: number
  readonly right: number
  readonly y: number
  readonly size: number
  readonly font: string
  readonly isRightToLeft: boolean
  /** Whether a blank was drawn before it. */
  readonly afterBlank: boolean
}

/** The parts of a text item of PDF.js that say what stands where. */
export type Item = object & {
  readonly str?: string
  readonly dir?: string
  readonly width?: number
  readonly height?: number
  readonly transform?: readonly number[]
  readonly fontName?: string
}

/**
 * The runs of a page by the way they run: 0 as one reads, 1 to 3 quarter turns of it, `slanted` what stands
 * across, such as a watermark.
 */
export interface PageRuns {
  readonly turned: readonly (readonly Run[])[]
  readonly slanted: readonly Run[]
}

type Matrix = readonly [number, number, number, number, number, number]

/** `viewport` is the transform from the page's own space to the page as it is seen, `y` downwards. */
export function runsOf(items: readonly Item[], viewport: readonly number[]): PageRuns {
  const turned: Run[][] = [[], [], [], []]
  const slanted: Run[] = []
  let afterBlank = false
  for (const item of items) {
    const text = item.str ?? ''
    if (text.trim() === '') {
      afterBlank ||= text !== ''
      continue
    }
    const { quarter, run } = placed(item, text, matrixOf(viewport), afterBlank)
    const kept = quarter === undefined ? slanted : turned[quarter]
    kept?.push(run)
    afterBlank = false
  }
  return { turned, slanted }
}

/** How far from a quarter turn text may lean, in radians. */
const LEAN = 0.1

function placed(item: Item, text: string, viewport: Matrix, afterBlank: boolean) {
  const own = matrixOf(item.transform ?? [])
  const seenX = viewport[0] * own[4] + viewport[2] * own[5] + viewport[4]
  const seenY = viewport[1] * own[4] + viewport[3] * own[5] + viewport[5]
  const angle = Math.atan2(
    viewport[1] * own[0] + viewport[3] * own[1],
    viewport[0] * own[0] + viewport[2] * own[1],
  )
  const turns = Math.round(angle / (Math.PI / 2))
  const quarter = Math.abs(angle - (turns * Math.PI) / 2) > LEAN ? undefined : (turns + 4) % 4
  const [x, y] = unturned(seenX, seenY, quarter ?? 0)
  const run: Run = {
    text,
    x,
    y,
    right: x + (item.width ?? 0),
    size: Math.max(item.height ?? 0, Math.hypot(own[2], own[3]), 0.1),
    font: item.fontName ?? '',
    isRightToLeft: item.dir === 'rtl',
    afterBlank,
  }
  return { quarter, run }
}

/** Where a place is once the page is turned so that text of that many quarter turns runs as one reads. */
function unturned(x: number, y: number, quarter: number): readonly [number, number] {
  if (quarter === 1) return [y, -x]
  if (quarter === 2) return [-x, -y]
  if (quarter === 3) return [-y, x]
  return [x, y]
}

function matrixOf([a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: readonly number[]): Matrix {
  return [a, b, c, d, e, f]
}
