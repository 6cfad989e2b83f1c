/** The tenant configs of a build, written by `pnpm tenants bundle` before every build. */
declare module '*/tenants.json' {
  const configs: readonly unknown[]
  export default configs
}

/** The deployment's catalogue, written by `pnpm tenants models` before every build. */
declare module '*/models.json' {
  const catalogue: unknown
  export default catalogue
}

declare module '*.txt' {
  const text: string
  export default text
}

declare module '*.html' {
  const text: string
  export default text
}
