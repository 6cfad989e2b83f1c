/** What a module exports, `default` among it, read from its text. `export *` is not followed: our entries spell names out. */
export function exportedNames(source: string): string[] {
  const code = source.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
  const names: string[] = []
  if (/^export default\b/m.test(code)) names.push('default')
  for (const match of code.matchAll(
    /^export (?:abstract )?(?:class|const|function|async function) (\w+)/gm,
  )) {
    if (match[1] !== undefined) names.push(match[1])
  }
  for (const match of code.matchAll(/^export \{([^}]*)\}/gm)) {
    for (const part of match[1]?.split(',') ?? []) {
      const name = part
        .trim()
        .split(/\s+as\s+/)
        .at(-1)
      if (name && !name.startsWith('type ')) names.push(name)
    }
  }
  return names
}
