import type * as Unpdf from 'unpdf'

/** An opened PDF, as PDF.js shows it. */
export type Pdf = Awaited<ReturnType<(typeof Unpdf)['getDocumentProxy']>>
export type PdfPage = Awaited<ReturnType<Pdf['getPage']>>
