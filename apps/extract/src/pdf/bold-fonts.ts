import type { PdfPage } from './pdfjs.ts'
import type { Run } from './runs.ts'

/**
 * To know a font's name, its page is gone through once more: for the first pages with fonts of their own that
 * is worth it.
 */
const MAX_LOOKS = 20
const MAX_RUNS = 5_000
const BOLD_NAME = /bold|black|heavy|semibold|demi/iu

/** Which fonts of a document are bold. PDF.js names fonts only to those who draw. */
export class BoldFonts {
  readonly #isBold = new Map<string, boolean>()
  #looks = 0

  /** Fails open: a font whose name is not to be had is not bold. */
  async on(page: PdfPage, runs: readonly Run[]): Promise<(font: string) => boolean> {
    const fonts = new Set(runs.map(({ font }) => font))
    const unknown = [...fonts].filter((font) => !this.#isBold.has(font))
    if (unknown.length > 0 && this.#looks < MAX_LOOKS && runs.length < MAX_RUNS) {
      this.#looks++
      await page.getOperatorList().catch(() => undefined)
      for (const font of unknown) this.#isBold.set(font, isBold(page, font))
    }
    return (font) => this.#isBold.get(font) === true
  }
}

function isBold(page: PdfPage, font: string): boolean {
  if (!page.commonObjs.has(font)) return false
  const drawn: unknown = page.commonObjs.get(font)
  if (typeof drawn !== 'object' || drawn === null) return false
  const name: unknown = Reflect.get(drawn, 'name')
  return Reflect.get(drawn, 'bold') === true || (typeof name === 'string' && BOLD_NAME.test(name))
}
