import { parseSync } from 'oxc-parser'

export interface ModuleParts {
  /** What it imports or exports again, types too, as written. */
  readonly imports: readonly string[]
  /** The values that it exports, `default` among them. `export *` is not followed: our entries spell names out. */
  readonly exports: readonly string[]
}

/** @throws Error when the text is no module. */
export function readModule(file: string, text: string): ModuleParts {
  const { module, errors } = parseSync(file, text)
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`)
  const entries = module.staticExports.flatMap((statement) => statement.entries)
  return {
    imports: [
      ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
      ...entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
      ...module.dynamicImports.flatMap(({ moduleRequest }) =>
        literalIn(text.slice(moduleRequest.start, moduleRequest.end)),
      ),
    ],
    exports: entries.flatMap(({ isType, exportName }) => {
      const kind: string = exportName.kind
      if (isType) return []
      return kind === 'Default' ? ['default'] : (exportName.name ?? [])
    }),
  }
}

/** A dynamic import names its module by any expression. */
function literalIn(expression: string): string[] {
  return /^['"][^'"]*['"]$/.test(expression) ? [expression.slice(1, -1)] : []
}
