/**
 * How deep states may be saved in each other: PDF.js makes each saved state of the last one by
 * `Object.create`,
 * without a bound, and every step further down costs the whole depth. Real pages save some ten.
 */
const MAX_DEPTH = 500

const depths = new WeakMap<object, number>()
let isGuarded = false
let refused = 0

/**
 * Makes a chain of prototypes that nobody needs an error, for the whole isolate, so that 500 bytes of
 * unclosed
 * `q` end a page and not the isolate. PDF.js swallows that error: ask `refusals` before and after.
 */
export function guardDepth(): void {
  if (isGuarded) return
  isGuarded = true
  const create = Object.create.bind(Object)
  Object.create = (prototype: object | null, properties?: PropertyDescriptorMap): unknown => {
    const made: unknown = properties === undefined ? create(prototype) : create(prototype, properties)
    if (prototype !== null && typeof made === 'object' && made !== null) deepen(made, prototype)
    return made
  }
}

/** How many chains were too deep so far. */
export function refusals(): number {
  return refused
}

function deepen(made: object, prototype: object): void {
  const depth = (depths.get(prototype) ?? 0) + 1
  depths.set(made, depth)
  if (depth <= MAX_DEPTH) return
  refused++
  throw new RangeError('too many states are saved in each other')
}
