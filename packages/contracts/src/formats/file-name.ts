const ENCODED = /;\s*filename\*=utf-8'[^']*'([^;\s]+)/i
const PLAIN = /;\s*filename=(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i
const MAX_NAME_CHARS = 512

/** The name of a file in a `Content-Disposition`, as its sender's system has it, without folders. */
export function fileNameOf(disposition: string): string | undefined {
  const [, quoted, plain] = PLAIN.exec(disposition) ?? []
  const name = encodedName(disposition) ?? unquoted(quoted) ?? plain
  const base = name?.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
  return base === undefined || base === '' ? undefined : base.slice(0, MAX_NAME_CHARS).toWellFormed()
}

/** Browsers write a quote within as `%22`, others as `\"`. */
function unquoted(quoted: string | undefined): string | undefined {
  return quoted?.replace(/\\(["\\])/gu, '$1').replaceAll('%22', '"')
}

function encodedName(disposition: string): string | undefined {
  const encoded = ENCODED.exec(disposition)?.[1]
  if (encoded === undefined) return undefined
  try {
    return decodeURIComponent(encoded)
  } catch {
    return undefined
  }
}
