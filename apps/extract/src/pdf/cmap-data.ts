/**
 * The predefined CMaps that fonts of Chinese, Japanese and Korean name instead of holding one: `cmaps.json`
 * has
 * those of pdfjs-dist 5.6.205 (BSD licence, Adobe), by name, as base64. Evaluated for the first such font
 * only.
 */
export class CmapData {
  /** Called by PDF.js. @throws Error for a name that is not predefined, and for all other kinds of data */
  async fetch({ kind, filename }: { readonly kind: string; readonly filename: string }): Promise<Uint8Array> {
    const { default: cmaps } = await import('./cmaps.json', { with: { type: 'json' } })
    const data = new Map(Object.entries(cmaps)).get(filename.replace('.bcmap', ''))
    if (kind !== 'cMapUrl' || data === undefined) throw new Error(`${filename} is not shipped`)
    return Uint8Array.from(atob(data), (unit) => unit.charCodeAt(0))
  }
}
