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
