/**
 * The one file that knows tfjs: loads the sentence encoder (Universal Sentence Encoder lite) into this isolate and runs it. It is imported
 * lazily, so that the Worker starts at once.
 */
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import simdBackend from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm'
import { loadGraphModel, type GraphModel } from '@tensorflow/tfjs-converter'
import { env as tfjs, memory, setBackend, tensor1d, tensor2d, Tensor } from '@tensorflow/tfjs-core'

import topology from '../.generated/encoder-topology.txt'
import weightData from '../.generated/encoder-weights.bin'

/** What tfjs needs of its host. Its only fetch is for the .wasm, which {@link withCompiledBackend} puts in place itself. */
const WORKERD = {
  fetch: async () => new Response(new Uint8Array(0)),
  now: () => Date.now(),
  encode: (text: string) => new TextEncoder().encode(text),
  decode: (bytes: Uint8Array) => new TextDecoder().decode(bytes),
  isTypedArray: (value: unknown): value is Float32Array | Int32Array | Uint8Array | Uint8ClampedArray =>
    ArrayBuffer.isView(value) && !(value instanceof DataView),
}

/** How many tensors are alive: constant between calls, or something leaks. */
export function liveTensors(): number {
  return memory().numTensors
}

export async function loadSentenceModel(): Promise<SentenceModel> {
  tfjs().platform = WORKERD
  tfjs().set('WASM_HAS_SIMD_SUPPORT', true)
  tfjs().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
  setWasmPaths('https://bundled.invalid/', true)
  await withCompiledBackend(async () => {
    if (!(await setBackend('wasm'))) throw new Error('The WASM backend of tfjs did not start.')
  })
  const { modelTopology, weightSpecs } = JSON.parse(topology)
  const graph = await loadGraphModel({ load: async () => ({ modelTopology, weightSpecs, weightData }) })
  return new SentenceModel(graph)
}

/**
 * workerd runs no WebAssembly compiled at run time, so while tfjs starts, what it asks to compile is answered with the bundled module. And
 * there is no `process` meanwhile: where tfjs finds one it takes the runtime for Node.js and looks for files.
 */
async function withCompiledBackend(start: () => Promise<void>): Promise<void> {
  const compile = WebAssembly.instantiate
  const fromBundle = async (_bytes: unknown, imports?: WebAssembly.Imports) => ({
    instance: await compile(simdBackend, imports),
    module: simdBackend,
  })
  await replaced(WebAssembly, { instantiate: fromBundle }, () =>
    replaced(globalThis, { process: undefined }, start),
  )
}

/** Runs `work` while some properties of `target` are others. */
async function replaced(
  target: object,
  properties: Readonly<Record<string, unknown>>,
  work: () => Promise<void>,
): Promise<void> {
  const before = Object.keys(properties).map(
    (name) => [name, Object.getOwnPropertyDescriptor(target, name)] as const,
  )
  for (const [name, value] of Object.entries(properties)) {
    Object.defineProperty(target, name, { value, configurable: true, writable: true })
  }
  try {
    await work()
  } finally {
    for (const [name, descriptor] of before) {
      if (descriptor === undefined) Reflect.deleteProperty(target, name)
      else Object.defineProperty(target, name, descriptor)
    }
  }
}

export class SentenceModel {
  readonly #graph: GraphModel

  constructor(graph: GraphModel) {
    this.#graph = graph
  }

  /** One vector for each list of piece ids. The cost grows with the square of the longest list. */
  async embed(windows: readonly (readonly number[])[]): Promise<number[][]> {
    const positions = windows.flatMap((window, row) =>
      window.map((_, column): [number, number] => [row, column]),
    )
    const indices = tensor2d(positions, [positions.length, 2], 'int32')
    const values = tensor1d(windows.flat(), 'int32')
    try {
      const output = await this.#graph.executeAsync({ indices, values })
      if (!(output instanceof Tensor)) throw new Error('The sentence encoder has one output.')
      const rows = await output.data()
      const width = output.shape[1] ?? 0
      output.dispose()
      return windows.map((_, row) => Array.from(rows.subarray(row * width, (row + 1) * width)))
    } finally {
      indices.dispose()
      values.dispose()
    }
  }
}
