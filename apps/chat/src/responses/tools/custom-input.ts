/** Of a tool that is called with one text: the function that stands for it. */
export function customFunction({
  description,
  format,
}: {
  readonly description?: string | null | undefined
  readonly format?: { readonly [name: string]: unknown } | null | undefined
}) {
  const { definition, syntax } = format ?? {}
  const grammar =
    typeof definition === 'string' ? `It has to follow this grammar (${String(syntax)}):\n${definition}` : ''
  const input = { type: 'string', description: ['The whole text.', grammar].filter(Boolean).join(' ') }
  const parameters = {
    type: 'object',
    properties: { input },
    required: ['input'],
    additionalProperties: false,
  }
  return { description, parameters }
}

export function argumentsOf(input: string): string {
  return JSON.stringify({ input })
}

/** The text among the arguments. Models that know the tool by another API name it as they learnt, or write it alone. */
export function inputIn(text: string): string {
  const parsed = parsedOf(text)
  if (typeof parsed === 'string') return parsed
  if (typeof parsed !== 'object' || parsed === null) return text
  if ('input' in parsed && typeof parsed.input === 'string') return parsed.input
  const [only, ...others] = Object.values(parsed)
  return typeof only === 'string' && others.length === 0 ? only : text
}

/** Arguments as an object, which a search for tools has. */
export function objectIn(text: string): object {
  const parsed = parsedOf(text)
  return typeof parsed === 'object' && parsed !== null ? parsed : {}
}

function parsedOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
