// What wrangler makes of these imports without any rule: bytes, text, a compiled module.
declare module '*.bin' {
  const bytes: ArrayBuffer
  export default bytes
}
declare module '*.txt' {
  const text: string
  export default text
}
declare module '*.wasm' {
  const module: WebAssembly.Module
  export default module
}
