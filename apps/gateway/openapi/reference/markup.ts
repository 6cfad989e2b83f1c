/** HTML that is safe to place in a page. */
export interface Html {
  readonly html: string
}

/** A template whose values are escaped unless they are HTML themselves. */
export function markup(
  parts: TemplateStringsArray,
  ...values: readonly (string | Html | readonly Html[])[]
): Html {
  return { html: parts.reduce((text, part, index) => `${text}${inserted(values[index - 1] ?? '')}${part}`) }
}

function inserted(value: string | Html | readonly Html[]): string {
  if (typeof value === 'string') return escaped(value)
  return 'html' in value ? value.html : value.map((part) => part.html).join('')
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** HTML that was made elsewhere in this build, such as a stylesheet. */
export function raw(text: string): Html {
  return { html: text }
}

/** The little Markdown that descriptions use: paragraphs and `code`. */
export function prose(text: string): Html {
  return raw(
    text
      .split('\n\n')
      .map((paragraph) => `<p>${inline(paragraph).html}</p>`)
      .join(''),
  )
}

export function inline(text: string): Html {
  return raw(escaped(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>'))
}

export function anchorOf(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
}
