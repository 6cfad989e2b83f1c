/** The deployment's catalogue, written by `pnpm tenants models` before every build. */
declare module '*/models.json' {
  const catalogue: unknown
  export default catalogue
}

/** The document of the admin API, written by openapi/write.ts before every build. */
declare module '*/openapi.txt' {
  const text: string
  export default text
}
