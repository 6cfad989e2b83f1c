export { LocalEncoder as default } from './local-encoder.ts'
