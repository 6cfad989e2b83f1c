import type { Shape } from './shape.ts'

/** Who wrote the data and who reads it, as words of a sentence: `0.1.0` and `this version`. */
export interface Flow {
  readonly writer: string
  readonly reader: string
  /** The reader uses every field that the writer sends: one that it does not know is lost, not extra. */
  readonly losesFields: boolean
  /** The reader skips every field that it does not know, as clients of a JSON API do. */
  readonly skipsFields?: boolean
  /** The reader checks lengths, ranges and patterns. */
  readonly checksBounds: boolean
}

/**
 * Every field at which data of shape `from` does not fit a reader that expects `to`, as `path: why`. Empty:
 * it all fits.
 */
export function misfits(from: Shape, to: Shape, path: string, flow: Flow): string[] {
  const sent = alternativesOf(from)
  const read = alternativesOf(to)
  if (sent !== undefined) return unique(sent.flatMap((each) => misfits(each, to, path, flow)))
  if (read !== undefined) return nearest(from, read, path, flow)
  const kinds = kindMisfits(from, to, path, flow)
  if (kinds.length > 0) return kinds
  return [
    ...(flow.checksBounds ? boundMisfits(from, to, path, flow) : []),
    ...fieldMisfits(from, to, path, flow),
    ...itemMisfits(from, to, path, flow),
  ]
}

function alternativesOf({ anyOf, type, ...rest }: Shape): readonly Shape[] | undefined {
  return typeof type === 'object' ? type.map((each) => ({ type: each, ...rest })) : anyOf
}

/**
 * None, if one of the reader's alternatives fits; else what keeps it from the one that it comes closest to.
 */
function nearest(from: Shape, alternatives: readonly Shape[], path: string, flow: Flow): string[] {
  const values = valuesOf(from)
  if (values !== undefined && values.length > 1) {
    return values.flatMap((value) => nearest({ const: value }, alternatives, path, flow))
  }
  const tried = alternatives.map((to) => ({
    found: misfits(from, to, path, flow),
    distance: distance(from, to),
  }))
  if (tried.some(({ found }) => found.length === 0)) return []
  tried.sort((a, b) => a.distance - b.distance || a.found.length - b.found.length)
  return tried[0]?.found ?? [`${path}: ${flow.reader} takes nothing`]
}

/**
 * How unlike two alternatives are: another type or another mark (a field with one value) tells them apart for
 * sure.
 */
function distance(from: Shape, to: Shape): number {
  if (kindOf(from) !== kindOf(to)) return 1_000
  return Object.entries(from.properties ?? {}).filter(([name, field]) => {
    const mark = to.properties?.[name]?.const
    return mark !== undefined && field.const !== undefined && mark !== field.const
  }).length
}

function kindMisfits(from: Shape, to: Shape, path: string, { writer, reader }: Flow): string[] {
  const known = valuesOf(to)
  const sent = valuesOf(from)
  if (known !== undefined && sent !== undefined) {
    return sent
      .filter((value) => !known.includes(value))
      .map((value) => `${path}: ${writer} sends ${JSON.stringify(value)}, which ${reader} does not know`)
  }
  if (known !== undefined) {
    return [
      `${path}: ${writer} sends any ${kindOf(from)}, ${reader} knows ${known.map((v) => JSON.stringify(v)).join(', ')}`,
    ]
  }
  const [is, wanted] = [kindOf(from), kindOf(to)]
  const fits = wanted === 'anything' || is === wanted || (is === 'integer' && wanted === 'number')
  return fits ? [] : [`${path}: ${writer} sends ${is}, ${reader} takes ${wanted}`]
}

const BOUNDS = [
  {
    name: 'minimum',
    isTighter: (reads: number, sends: number) => reads > sends,
    open: Number.NEGATIVE_INFINITY,
  },
  {
    name: 'maximum',
    isTighter: (reads: number, sends: number) => reads < sends,
    open: Number.POSITIVE_INFINITY,
  },
  { name: 'minLength', isTighter: (reads: number, sends: number) => reads > sends, open: 0 },
  {
    name: 'maxLength',
    isTighter: (reads: number, sends: number) => reads < sends,
    open: Number.POSITIVE_INFINITY,
  },
  { name: 'minItems', isTighter: (reads: number, sends: number) => reads > sends, open: 0 },
  {
    name: 'maxItems',
    isTighter: (reads: number, sends: number) => reads < sends,
    open: Number.POSITIVE_INFINITY,
  },
] as const

function boundMisfits(from: Shape, to: Shape, path: string, { writer, reader }: Flow): string[] {
  const tighter = BOUNDS.flatMap(({ name, isTighter, open }) => {
    const [sends, reads] = [from[name] ?? open, to[name] ?? open]
    return isTighter(reads, sends)
      ? [`${path}: ${name} is ${reads} for ${reader}, ${sends} for ${writer}`]
      : []
  })
  const isOther = to.pattern !== undefined && to.pattern !== from.pattern
  return isOther
    ? [
        ...tighter,
        `${path}: ${reader} asks for the pattern ${to.pattern}, ${writer} for ${from.pattern ?? 'none'}`,
      ]
    : tighter
}

function fieldMisfits(from: Shape, to: Shape, path: string, flow: Flow): string[] {
  const sent = from.properties ?? {}
  const read = to.properties ?? {}
  const missing = (to.required ?? [])
    .filter((name) => from.required?.includes(name) !== true)
    .map(
      (name) =>
        `${path}.${name}: ${flow.reader} needs it, ${flow.writer} ${name in sent ? 'may leave it out' : 'does not have it'}`,
    )
  const fields = Object.entries(sent).flatMap(([name, field]) => {
    const reader =
      read[name] ?? (typeof to.additionalProperties === 'object' ? to.additionalProperties : undefined)
    if (reader !== undefined) return misfits(field, reader, `${path}.${name}`, flow)
    if (flow.skipsFields === true) return []
    const isLost = to.additionalProperties === false || (flow.losesFields && to.properties !== undefined)
    return isLost ? [`${path}.${name}: ${flow.writer} sends it, ${flow.reader} does not know it`] : []
  })
  const others =
    typeof from.additionalProperties === 'object' && typeof to.additionalProperties === 'object'
      ? misfits(from.additionalProperties, to.additionalProperties, `${path}.*`, flow)
      : []
  return [...missing, ...fields, ...others]
}

function itemMisfits(from: Shape, to: Shape, path: string, flow: Flow): string[] {
  if (from.items === undefined || to.items === undefined) return []
  return misfits(from.items, to.items, `${path}[]`, flow)
}

function valuesOf({ const: value, enum: values }: Shape): readonly unknown[] | undefined {
  return value === undefined ? values : [value]
}

function kindOf(shape: Shape): string {
  if (typeof shape.type === 'string') return shape.type
  const [value] = valuesOf(shape) ?? []
  if (value === undefined) return 'anything'
  return value === null ? 'null' : typeof value
}

function unique(problems: readonly string[]): string[] {
  return [...new Set(problems)]
}
