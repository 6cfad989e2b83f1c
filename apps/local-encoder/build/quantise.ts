/** One tensor, in the order in which its bytes stand in the weight file. */
export interface WeightSpec {
  readonly name: string
  readonly shape: readonly number[]
  readonly dtype: string
  readonly quantization?: { dtype: 'uint8'; scale: number; min: number; original_dtype: 'float32' }
}

export type Manifest = readonly {
  readonly paths: readonly string[]
  readonly weights: readonly WeightSpec[]
}[]

/** Small tensors (biases, scales) stay exact: they cost nothing and errors in them are felt most. */
const MIN_QUANTISED_VALUES = 1_024
const BYTES_PER_VALUE = 4
const STEPS = 255

/** Turns the large float32 tensors into uint8, in the format that tfjs reads and widens again when it loads. */
export function quantise(
  specs: readonly WeightSpec[],
  raw: Uint8Array,
): { bytes: Uint8Array; weights: WeightSpec[] } {
  const parts: Uint8Array[] = []
  const weights: WeightSpec[] = []
  let offset = 0
  for (const spec of specs) {
    const count = spec.shape.reduce((product, size) => product * size, 1)
    const end = offset + count * BYTES_PER_VALUE
    const part = new Uint8Array(raw.subarray(offset, end)) // a copy of its own, aligned for the float view
    offset = end
    if (spec.dtype !== 'float32' || count < MIN_QUANTISED_VALUES) {
      parts.push(part)
      weights.push(spec)
      continue
    }
    const { values, scale, min } = toUint8(new Float32Array(part.buffer))
    parts.push(values)
    weights.push({ ...spec, quantization: { dtype: 'uint8', scale, min, original_dtype: 'float32' } })
  }
  if (offset !== raw.length) throw new Error('The weights do not match their manifest.')
  return { bytes: Buffer.concat(parts), weights }
}

function toUint8(values: Float32Array): { values: Uint8Array; scale: number; min: number } {
  let low = Infinity
  let high = -Infinity
  for (const value of values) {
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  const scale = (high - low) / STEPS || 1
  const min = Math.round(low / scale) * scale // a whole number of steps, so that zero stays exactly zero
  return {
    values: Uint8Array.from(values, (value) =>
      Math.min(STEPS, Math.max(0, Math.round((value - min) / scale))),
    ),
    scale,
    min,
  }
}
