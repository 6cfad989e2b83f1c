// Neighbours of another version: today's bundles with a patch. A bundler chooses white space and, where names collide, other
// local names, so a patch looks for the shape of the code and keeps the names that it finds.

/** Makes another version of a Worker of its bundle. @throws Error unless each change has exactly one place. */
export type Version = (code: string) => string

/** In `find` a space is any white space and `$` a name; in `replace`, `$1` is the first of these names. */
function change(find: string, replace: string): Version {
  const source = find
    .split('$')
    .map(anyWhiteSpace)
    .join(String.raw`([\w$]+)`)
  return (code) => {
    const count = [...code.matchAll(new RegExp(source, 'g'))].length
    if (count !== 1) throw new Error(`the bundle contains this ${count} times instead of once: ${find}`)
    return code.replace(new RegExp(source), replace)
  }
}

function anyWhiteSpace(text: string): string {
  return text
    .split(' ')
    .map((part) => part.replaceAll(/[^\w]/g, String.raw`\$&`))
    .join(String.raw`\s*`)
}

function all(...changes: readonly Version[]): Version {
  return (code) => changes.reduce((changed, apply) => apply(changed), code)
}

/** Every answer has one more field, and a refusal has an unknown code. */
const newerChat = all(
  change(
    'function accept($) {',
    'function accept($1) { return { ok: true, since: "next", value: { ...$1, since: "next" } };',
  ),
  change(
    'ok: false, code: $.code,',
    'ok: false, code: $1.code === "model_not_found" ? "model_retired" : $1.code,',
  ),
)

/** From before it had a method for its embedding model. */
const olderRag = change(' embeddingModel() {', ' modelOfEmbeddings() {')

/** Sends more fields with every call. */
const newerGateway = all(
  change('keyId, route: $.route,', 'keyId, region: "eu", route: $1.route,'),
  change(
    'flags }, rag: { $, flags }',
    'flags, speech: { on: true } }, rag: { $1, flags, images: { on: true } }',
  ),
  change('$.RATE_LIMIT.admit($, $)', '$1.RATE_LIMIT.admit($2, { ...$3, requestsPerHour: 1 })'),
)

/** From before there were estimates, which the contract leaves optional. */
const olderGateway = change('...$($), estimatedTokens }', '...$1($2), ignored: estimatedTokens }')

/** Every table of every object is one step further. */
const newerTables = change(
  'function migrate($, $, $) {',
  'function migrate($1, $2, $3) {\n  $2 = [...$2, "CREATE TABLE of_tomorrow (id TEXT)"];',
)

/** What runs beside or instead of today's Workers. */
export const VERSIONS = {
  calleesDiffer: { chat: newerChat, rag: olderRag },
  newerGateway: { gateway: newerGateway },
  olderGateway: { gateway: olderGateway },
  newerTables: { chat: newerTables, rag: newerTables, 'rate-limit': newerTables },
} as const
