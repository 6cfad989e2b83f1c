// The shape of a TypeScript type, from the compiler itself: what crosses a binding is a type, not a schema. The compiler calls this interface of
// its unstable, and its version is pinned.
import { ERROR_CODES } from '@bulkhead/errors/codes'
import {
  SignatureKind,
  SymbolFlags,
  TypeFlags,
  type Checker,
  type Symbol as Field,
  type Type,
} from 'typescript/unstable/sync'

import type { MethodShape, Shape } from './shape.ts'

/** A newer peer may send an error code that an older one has never heard of: `errorOf` reads it as `internal`, so the set is open. */
const ERRORS = Object.keys(ERROR_CODES)
/** Passed on as they are. */
const OPAQUE = new Set(['ArrayBuffer', 'ReadableStream', 'Uint8Array'])

const PRIMITIVES: readonly (readonly [flag: number, shape: Shape])[] = [
  [TypeFlags.Any | TypeFlags.Unknown, {}],
  [TypeFlags.String, { type: 'string' }],
  [TypeFlags.Number, { type: 'number' }],
  [TypeFlags.Boolean, { type: 'boolean' }],
  [TypeFlags.Null, { type: 'null' }],
  [TypeFlags.Void | TypeFlags.Undefined, { type: 'nothing' }],
  [TypeFlags.Never, { anyOf: [] }],
]

/** @throws Error for a type that no data has, such as a function with parameters. */
export function shapeOf(checker: Checker, type: Type): Shape {
  const primitive = PRIMITIVES.find(([flag]) => (type.flags & flag) !== 0)
  if (primitive !== undefined) return primitive[1]
  if (type.isUnionType()) return shapeOfUnion(checker, type.getTypes())
  if (type.isStringLiteralType() || type.isNumberLiteralType() || type.isBooleanLiteralType()) {
    return { const: type.value }
  }
  if (type.isIntersectionType() && type.getTypes().some(({ flags }) => flags & TypeFlags.String)) {
    return { type: 'string' }
  }
  return shapeOfObject(checker, type)
}

function shapeOfUnion(checker: Checker, members: readonly Type[]): Shape {
  const shapes = members
    .filter(({ flags }) => (flags & TypeFlags.Undefined) === 0)
    .map((member) => shapeOf(checker, member))
  const values = shapes.flatMap(({ const: value }) => (value === undefined ? [] : [value]))
  const isBoolean = values.includes(true) && values.includes(false)
  const literals = values.filter((value) => !isBoolean || typeof value !== 'boolean').toSorted(byText)
  const alternatives: Shape[] = shapes.filter((shape) => shape.const === undefined)
  if (isBoolean) alternatives.push({ type: 'boolean' })
  if (literals.length === 1) alternatives.push({ const: literals[0] })
  if (literals.length > 1) alternatives.push(isErrorCode(literals) ? { type: 'string' } : { enum: literals })
  const [only] = alternatives
  if (only !== undefined && alternatives.length === 1) return only
  return { anyOf: alternatives.toSorted(byText) }
}

function shapeOfObject(checker: Checker, type: Type): Shape {
  const name = type.getSymbol()?.name ?? ''
  if (OPAQUE.has(name)) return { type: name }
  if (checker.isArrayLikeType(type) && type.isTypeReference()) {
    const items = checker.getTypeArguments(type).map((item) => shapeOf(checker, item))
    return { type: 'array', ...(items[0] === undefined ? {} : { items: items[0] }) }
  }
  const [signature] = checker.getSignaturesOfType(type, SignatureKind.Call)
  // A signal to the caller carries no data.
  if (signature?.getParameters().length === 0) return { type: 'callback' }
  if (signature !== undefined) throw new Error(`${checker.typeToString(type)} is no data`)
  const fields = checker.getPropertiesOfType(type)
  const [index] = checker.getIndexInfosOfType(type)
  if (fields.length > 0 || index === undefined) return shapeOfFields(checker, fields)
  return { type: 'object', additionalProperties: shapeOf(checker, index.valueType) }
}

function shapeOfFields(checker: Checker, fields: readonly Field[]): Shape {
  const known = fields.map((field) => {
    const type = typeOf(checker, field)
    return { name: field.name, shape: shapeOf(checker, type), isOptional: admitsNothing(field, type) }
  })
  return {
    type: 'object',
    properties: Object.fromEntries(known.map(({ name, shape }) => [name, shape])),
    required: known.filter(({ isOptional }) => !isOptional).map(({ name }) => name),
  }
}

/** The methods of an interface, or those of an object's class that can be called from outside, by name. */
export function methodsOf(checker: Checker, type: Type): Record<string, MethodShape> {
  const isClass = ((type.getSymbol()?.flags ?? 0) & SymbolFlags.Class) !== 0
  const methods = checker.getPropertiesOfType(type).flatMap((member) => {
    const [signature] = checker.getSignaturesOfType(typeOf(checker, member), SignatureKind.Call)
    if (signature === undefined) return []
    const returned = checker.getReturnTypeOfSignature(signature)
    if (returned === undefined) throw new Error(`${member.name} returns nothing that is known`)
    if (isClass && !isCallable(member, returned)) return []
    const input = signature.getParameters().map((parameter, at) => parameterOf(checker, parameter, at))
    return [[member.name, { input, output: shapeOf(checker, promised(checker, returned)) }] as const]
  })
  return Object.fromEntries(methods)
}

/** Every method of a TenantObject that can be called returns a branded promise; what it inherits from the runtime does not. */
function isCallable({ name, flags }: Field, returned: Type): boolean {
  return (
    (flags & SymbolFlags.Method) !== 0 &&
    name !== 'alarm' &&
    !name.includes('#') &&
    returned.isIntersectionType()
  )
}

function parameterOf(checker: Checker, parameter: Field, at: number): MethodShape['input'][number] {
  const type = typeOf(checker, parameter)
  // One that is taken apart in place has no name of its own.
  const name = parameter.name.startsWith('__') ? `argument ${at + 1}` : parameter.name
  return { name, isOptional: admitsNothing(parameter, type), shape: shapeOf(checker, type) }
}

function promised(checker: Checker, type: Type): Type {
  if (type.isIntersectionType()) {
    const promise = type.getTypes().find((part) => part.getSymbol()?.name === 'Promise')
    return promise === undefined ? type : promised(checker, promise)
  }
  if (type.getSymbol()?.name !== 'Promise' || !type.isTypeReference()) return type
  return checker.getTypeArguments(type)[0] ?? type
}

function typeOf(checker: Checker, field: Field): Type {
  const type = checker.getTypeOfSymbol(field)
  if (type === undefined || type.isErrorType()) throw new Error(`the type of ${field.name} is not known`)
  return type
}

function admitsNothing(field: Field, type: Type): boolean {
  const isOptional = (field.flags & SymbolFlags.Optional) !== 0
  return (
    isOptional || (type.isUnionType() && type.getTypes().some(({ flags }) => flags & TypeFlags.Undefined))
  )
}

function isErrorCode(literals: readonly unknown[]): boolean {
  return ERRORS.every((code) => literals.includes(code))
}

function byText(a: unknown, b: unknown): number {
  const [left, right] = [JSON.stringify(a), JSON.stringify(b)]
  return left < right ? -1 : Number(left > right)
}
