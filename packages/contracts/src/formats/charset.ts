const CHARSET = /;\s*charset\s*=\s*"?([^";\s]+)/i

/** What a content type calls its encoding. */
export function charsetLabelOf(contentType: string): string | undefined {
  return CHARSET.exec(contentType)?.[1]
}

/** The encoding that a content type names, by its standard name; an unknown one counts as none. */
export function charsetOf(contentType: string): string | undefined {
  const label = charsetLabelOf(contentType)
  return label === undefined ? undefined : encodingOf(label)
}

/** The standard name of an encoding. */
export function encodingOf(label: string): string | undefined {
  try {
    return new TextDecoder(label).encoding
  } catch {
    return undefined
  }
}
