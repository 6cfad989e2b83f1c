import { fileNameOf } from '@bulkhead/contracts/formats/file-name'

/** What a part of a form says of itself. */
export interface PartHeaders {
  readonly name: string
  readonly fileName: string | undefined
  /** Empty where nothing is said. */
  readonly contentType: string
}

const NAME = /;\s*name=(?:"([^"]*)"|([^;\s]+))/i

export function partHeadersOf(raw: string): PartHeaders {
  const disposition = headerOf(raw, 'content-disposition')
  const [, quoted, plain] = NAME.exec(disposition) ?? []
  return {
    name: quoted ?? plain ?? '',
    fileName: fileNameOf(disposition),
    contentType: headerOf(raw, 'content-type'),
  }
}

function headerOf(raw: string, name: string): string {
  for (const line of raw.split('\r\n')) {
    const colon = line.indexOf(':')
    if (colon >= 0 && line.slice(0, colon).trim().toLowerCase() === name) return line.slice(colon + 1).trim()
  }
  return ''
}
