const BYTE_ORDER_MARK = '\uFEFF'

/**
 * The JSON of a file that people write. Editors put a byte-order mark before it, which is skipped; a field that
 * is given twice would silently lose its first value.
 *
 * @throws SyntaxError
 */
export function parseJsonFile(text: string): unknown {
  const json = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text
  const value: unknown = JSON.parse(json)
  const name = nameGivenTwice(json)
  if (name !== undefined) throw new SyntaxError(`the field ${name} is given twice in one object`)
  return value
}

/** As it is written; of text that is known to be JSON. */
function nameGivenTwice(json: string): string | undefined {
  /** Of every object that is open; undefined for arrays. */
  const names: (Set<unknown> | undefined)[] = []
  let before = ''
  for (const [token] of json.matchAll(/"(?:[^"\\]+|\\.)*"|[{}[\],:]/g)) {
    if (token === '{' || token === '[') names.push(token === '{' ? new Set() : undefined)
    else if (token === '}' || token === ']') names.pop()
    else if (token.startsWith('"') && before !== ':' && isKnown(names.at(-1), token)) return token
    before = token
  }
  return undefined
}

/** Whether the object has the name already; from then on it has. */
function isKnown(names: Set<unknown> | undefined, token: string): boolean {
  if (names === undefined) return false
  const name: unknown = JSON.parse(token)
  const isKnownAlready = names.has(name)
  names.add(name)
  return isKnownAlready
}
