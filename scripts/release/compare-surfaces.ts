import { misfits, type Flow } from './compare-shapes.ts'
import type { MethodShape, Shape, Surface } from './shape.ts'

const NOW = 'this version'

/**
 * What of the present surface would break something that was deployed, written or recorded with `released`,
 * one `name field: why` each. Additions never do: a callee is deployed before its callers, and a version is
 * rolled back in the reverse order.
 */
export function findBreaks(version: string, released: Surface, present: Surface): string[] {
  const sends: Flow = { writer: version, reader: NOW, losesFields: true, checksBounds: true }
  const gets: Flow = { writer: NOW, reader: version, losesFields: false, checksBounds: false }
  return [
    ...compareEach(released.methods, present.methods, (name, then, now) =>
      methodBreaks(name, then, now, [sends, gets]),
    ),
    ...compareEach(released.stored, present.stored, (name, then, now) =>
      storedBreaks(name, then, now, [sends, gets]),
    ),
    ...compareEach(released.requests, present.requests, (name, then, now) =>
      misfits(then, now, `${name} request`, sends),
    ),
    ...compareEach(released.replies, present.replies, (name, then, now) =>
      misfits(now, then, `${name} reply`, { ...gets, skipsFields: true }),
    ),
    ...compareEach(released.migrations, present.migrations, (name, then, now) =>
      editedMigrations(version, name, [then, now]),
    ),
  ]

  function compareEach<T>(
    before: Readonly<Record<string, T>>,
    after: Readonly<Record<string, T>>,
    compare: (name: string, then: T, now: T) => string[],
  ): string[] {
    return Object.entries(before).flatMap(([name, then]) => {
      const now = after[name]
      return now === undefined ? [`${name}: ${version} has it, ${NOW} does not`] : compare(name, then, now)
    })
  }
}

/** The arguments that older callers send must be readable, and so must the results for them. */
function methodBreaks(
  name: string,
  then: MethodShape,
  now: MethodShape,
  [sends, gets]: readonly [Flow, Flow],
): string[] {
  const lost = then.input
    .slice(now.input.length)
    .map((parameter) => `${name} ${parameter.name}: ${sends.writer} sends it, ${NOW} does not know it`)
  const needed = now.input
    .slice(then.input.length)
    .filter(({ isOptional }) => !isOptional)
    .map((parameter) => `${name} ${parameter.name}: ${NOW} needs it, ${sends.writer} does not have it`)
  const changed = now.input.flatMap((parameter, at) => {
    const before = then.input[at]
    if (before === undefined) return []
    const isNeeded = before.isOptional && !parameter.isOptional
    const path = `${name} ${parameter.name}`
    return [
      ...(isNeeded ? [`${path}: ${NOW} needs it, ${sends.writer} may leave it out`] : []),
      ...misfits(before.shape, parameter.shape, path, sends),
    ]
  })
  return [...lost, ...needed, ...changed, ...misfits(now.output, then.output, `${name} result`, gets)]
}

/**
 * What is stored is read by both: by a newer version after its deployment, by an older one after a roll-back.
 */
function storedBreaks(name: string, then: Shape, now: Shape, [sends, gets]: readonly [Flow, Flow]): string[] {
  return [...misfits(then, now, name, sends), ...misfits(now, then, name, gets)]
}

function editedMigrations(
  version: string,
  name: string,
  [then, now]: readonly [readonly string[], readonly string[]],
): string[] {
  return then.flatMap((hash, at) =>
    hash === now[at]
      ? []
      : [`${name} migration ${at + 1}: ${version} has run it; append another instead of changing it`],
  )
}
