export { LocalAi } from './local-ai.ts'
export { LocalCloud as default } from './local-cloud.ts'
export { LocalIndex } from './vectors/local-index.ts'
export { LocalVectorize } from './local-vectorize.ts'
