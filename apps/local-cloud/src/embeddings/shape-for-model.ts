import { normalise } from './normalise.ts'

/** Models that are narrower than bge-m3, as a change of the model may go to one. All others are played at its width. */
const WIDTHS: ReadonlyMap<string, number> = new Map([['@cf/baai/bge-base-en-v1.5', 768]])
/** How far another model's vectors are turned. */
const TURN = 100

/**
 * One encoder plays every model, so another model's vectors are folded to its width and turned: among each other their cosines stay, compared
 * with bge-m3's they mean nothing, as with real models.
 */
export function shapeForModel(vector: readonly number[], model: string): number[] {
  const width = WIDTHS.get(model)
  if (width === undefined) return [...vector]
  const shaped = Array.from({ length: width }, () => 0)
  for (const [index, value] of vector.entries()) {
    const at = (index + TURN) % width
    shaped[at] = (shaped[at] ?? 0) + value
  }
  return normalise(shaped)
}
