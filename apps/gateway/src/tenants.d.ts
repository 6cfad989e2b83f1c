/** The tenant configs of a build, written by `pnpm tenants bundle` before every build. */
declare module '*/tenants.json' {
  const configs: readonly unknown[]
  export default configs
}
