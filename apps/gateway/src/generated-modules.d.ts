/** The tenant configs of a build, written by `pnpm tenants bundle` before every build. */
declare module '*/tenants.json' {
  const configs: readonly unknown[]
  export default configs
}

declare module '*.txt' {
  const text: string
  export default text
}

declare module '*.html' {
  const text: string
  export default text
}
