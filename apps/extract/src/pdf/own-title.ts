import type { Pdf } from './pdfjs.ts'

const NO_TITLE =
  /^(?:untitled.*|untitled document|title|document\d*|microsoft word|powerpoint presentation|slide \d+|null|none)$/iu
const WRITER = /^microsoft (?:word|powerpoint|excel) - /iu
const FILE_NAME = /\.(?:docx?|pdf|xlsx?|pptx?|rtf|odt|tex|dvi|indd|qxd|txt|p65|fm)$/iu
const NAMES_SOMETHING = /\p{L}{2}|[\p{Script=Han}\p{Script=Hangul}]/u

/** The title in the file's Info, unless a program put a file name or nothing of meaning there. */
export async function ownTitle(pdf: Pdf): Promise<string | undefined> {
  const metadata: unknown = await pdf.getMetadata().catch(() => undefined)
  const info: unknown =
    typeof metadata === 'object' && metadata !== null ? Reflect.get(metadata, 'info') : undefined
  const title: unknown = typeof info === 'object' && info !== null ? Reflect.get(info, 'Title') : undefined
  if (typeof title !== 'string') return undefined
  const named = title.replace(WRITER, '').replace(/\s+/gu, ' ').trim()
  return NO_TITLE.test(named) || FILE_NAME.test(named) || !NAMES_SOMETHING.test(named) ? undefined : named
}
