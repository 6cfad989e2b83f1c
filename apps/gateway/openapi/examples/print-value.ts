interface Style {
  readonly key: (name: string) => string
  readonly text: (text: string) => string
}

const JSON_STYLE: Style = { key: (name) => JSON.stringify(name), text: (text) => JSON.stringify(text) }

const TYPESCRIPT_STYLE: Style = {
  key: (name) => (/^[A-Za-z_]\w*$/.test(name) ? name : `'${name}'`),
  text: (text) => {
    const escaped = JSON.stringify(text)
    return text.includes("'") ? escaped : `'${escaped.slice(1, -1).replaceAll(String.raw`\"`, '"')}'`
  },
}

const WIDTH = 88

/** JSON as people write it: what is short stands in one line. */
export function printJson(value: unknown): string {
  return print(value, JSON_STYLE, 0)
}

/** The same as a literal of TypeScript. */
export function printLiteral(value: unknown, depth = 0): string {
  return print(value, TYPESCRIPT_STYLE, depth)
}

function print(value: unknown, style: Style, depth: number): string {
  if (typeof value === 'string') return style.text(value)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}']
  const parts = (inner: number): string[] =>
    Array.isArray(value)
      ? value.map((item) => print(item, style, inner))
      : Object.entries(value).map(([name, field]) => `${style.key(name)}: ${print(field, style, inner)}`)
  const pad = open === '[' ? '' : ' '
  const short = parts(0).join(', ')
  if (short === '') return `${open}${close}`
  if (short.length + depth * 2 < WIDTH && !short.includes('\n')) return `${open}${pad}${short}${pad}${close}`
  const indent = '  '.repeat(depth + 1)
  return `${open}\n${parts(depth + 1)
    .map((part) => indent + part)
    .join(',\n')}\n${'  '.repeat(depth)}${close}`
}
