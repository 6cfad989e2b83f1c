import { fieldsBesides, isRecord, numberOf, optionalText, parseJson, recordOf, textOf } from '../json/json.ts'
import type { JsonRecord } from '../json/json.ts'
import type { ToolCall, ToolCallDelta } from '../model-answer.ts'

/** Llama's own form calls them parameters. */
const FUNCTION_FIELDS: ReadonlySet<string> = new Set(['name', 'arguments', 'parameters'])
const CALL_FIELDS: ReadonlySet<string> = new Set(['index', 'id', 'type', 'function', ...FUNCTION_FIELDS])

/** A piece as it came, in OpenAI's form or in Workers AI's own: `{name, arguments: {…}}`. */
interface Piece {
  readonly index: number | undefined
  readonly id: string | undefined
  readonly type: string | undefined
  readonly name: string | undefined
  readonly arguments: string
  readonly rest: JsonRecord | undefined
  readonly functionRest: JsonRecord | undefined
}

interface OpenCall {
  readonly index: number
  id: string
  /** The provider's own id; none while it is one of ours. */
  givenId: string | undefined
  type: string
  name: string
  arguments: string
  rest: JsonRecord
  functionRest: JsonRecord
}

/**
 * Puts the pieces of tool calls together, whatever a provider leaves out: an index, an id, the arguments. A new id or a new name is a new
 * call. What goes on has dense indexes, and ids that no two calls share.
 */
export class ToolCalls {
  readonly #calls: OpenCall[] = []
  /** The latest call under each of the provider's indexes. */
  readonly #byIndex = new Map<number, OpenCall>()

  get isEmpty(): boolean {
    return this.#calls.length === 0
  }

  /** The calls so far; arguments that never came are `{}`. */
  get all(): readonly ToolCall[] {
    return this.#calls.map(({ id, type, name, arguments: text, rest, functionRest }) => {
      const call = { ...rest, id, type }
      if (type !== 'function') return call
      return { ...call, function: { ...functionRest, name, arguments: text === '' ? '{}' : text } }
    })
  }

  /** The pieces of one chunk, as they go on to the client. */
  read(pieces: readonly unknown[]): readonly ToolCallDelta[] {
    const entered = new Set<OpenCall>()
    return pieces.map((value, position) => {
      const piece = readPiece(value)
      const found = this.#callOf(piece, pieces.length > 1 ? position : undefined)
      // Two entries of one list are two calls, whatever they share.
      const known = found !== undefined && piece.index === undefined && entered.has(found) ? undefined : found
      const call = known ?? this.#open(piece)
      entered.add(call)
      return known === undefined ? startOf(call, piece) : append(call, piece)
    })
  }

  /** Arguments for calls that got none: clients parse them as JSON. */
  close(): readonly ToolCallDelta[] {
    const bare = this.#calls.filter((call) => call.type === 'function' && call.arguments === '')
    return bare.map((call) => {
      call.arguments = '{}'
      return { index: call.index, function: { arguments: '{}' } }
    })
  }

  /** The call that a piece goes on with; none when it starts one. */
  #callOf(piece: Piece, position: number | undefined): OpenCall | undefined {
    const { index, id } = piece
    if (index !== undefined) return goesOn(this.#byIndex.get(index), piece)
    const last = this.#calls.at(-1)
    const isLateId = last?.givenId === undefined && piece.name === undefined
    if (id !== undefined && !isLateId) {
      const own = this.#calls.findLast(({ givenId }) => givenId === id)
      return goesOn(own ?? (piece.name === undefined ? last : undefined), piece)
    }
    const at = piece.name === undefined ? position : undefined
    return goesOn(at === undefined ? last : this.#calls[at], piece)
  }

  #open(piece: Piece): OpenCall {
    const before = piece.index === undefined ? this.#calls.at(-1) : this.#byIndex.get(piece.index)
    const isTaken = this.#calls.some(({ id }) => id === piece.id)
    const call: OpenCall = {
      index: this.#calls.length,
      id: piece.id === undefined || isTaken ? madeId() : piece.id,
      givenId: piece.id,
      type: piece.type ?? 'function',
      // More after whole arguments is the next call of the same tool.
      name: piece.name ?? (before !== undefined && isWhole(before) ? before.name : ''),
      arguments: piece.arguments,
      rest: piece.rest ?? {},
      functionRest: piece.functionRest ?? {},
    }
    this.#calls.push(call)
    if (piece.index !== undefined) this.#byIndex.set(piece.index, call)
    return call
  }
}

function startOf({ index, id, type, name }: OpenCall, piece: Piece): ToolCallDelta {
  const start = { ...piece.rest, index, id, type }
  if (type !== 'function') return start
  return { ...start, function: { ...piece.functionRest, name, arguments: piece.arguments } }
}

/**
 * Another name, another id with a name, or more after whole arguments is another call: some servers give each the index 0, or a new id to
 * each piece.
 */
function goesOn(call: OpenCall | undefined, piece: Piece): OpenCall | undefined {
  if (call === undefined) return undefined
  const { id, name } = piece
  const isOtherId = id !== undefined && call.givenId !== undefined && id !== call.givenId
  const isOtherName = name !== undefined && call.name !== '' && name !== call.name
  if (isOtherName || (isOtherId && name !== undefined)) return undefined
  if (!piece.arguments.startsWith('{') || !isWhole(call)) return call
  return isRepeat(call, piece) ? call : undefined
}

function isWhole({ arguments: text }: OpenCall): boolean {
  return text.endsWith('}') && parseJson(text) !== undefined
}

/** Some servers send all arguments once more when they are whole. */
function isRepeat(call: OpenCall, { id, name, arguments: text }: Piece): boolean {
  return (
    text !== '' &&
    text === call.arguments &&
    (name === undefined || (id !== undefined && id === call.givenId))
  )
}

/** Clients join what is repeated, so the id and the name go out once. */
function append(call: OpenCall, piece: Piece): ToolCallDelta {
  call.givenId ??= piece.id
  const name = piece.name === undefined || piece.name === call.name ? undefined : piece.name
  if (name !== undefined) call.name += name
  const text = isWhole(call) && isRepeat(call, piece) ? '' : piece.arguments
  call.arguments += text
  if (piece.rest !== undefined) call.rest = { ...call.rest, ...piece.rest, ...customOf(call, piece) }
  if (piece.functionRest !== undefined) call.functionRest = { ...call.functionRest, ...piece.functionRest }
  const delta = { ...piece.rest, index: call.index }
  if (call.type !== 'function') return delta
  const named = name === undefined ? {} : { name }
  return { ...delta, function: { ...piece.functionRest, ...named, arguments: text } }
}

/** The text of a custom tool comes in pieces, too. */
function customOf({ rest: { custom: before } }: OpenCall, { rest }: Piece): JsonRecord {
  const { input: said } = recordOf(before)
  const { input, ...more } = recordOf(rest?.['custom'])
  if (typeof said !== 'string' || typeof input !== 'string') return {}
  return { custom: { ...recordOf(before), ...more, input: said + input } }
}

function readPiece(value: unknown): Piece {
  const call = recordOf(value)
  const source = isRecord(call['function']) ? call['function'] : call
  const isWrapped = source !== call
  return {
    index: numberOf(call['index']),
    id: optionalText(call['id']) ?? (typeof call['id'] === 'number' ? String(call['id']) : undefined),
    type: optionalText(call['type']),
    name: optionalText(source['name']),
    arguments: argumentsIn(source['arguments'] ?? source['parameters']),
    rest: fieldsBesides(call, CALL_FIELDS),
    functionRest: isWrapped ? fieldsBesides(source, FUNCTION_FIELDS) : undefined,
  }
}

/** An object as JSON; one with nothing in it may only hold the place. */
function argumentsIn(value: unknown): string {
  return isRecord(value) && Object.keys(value).length === 0 ? '' : textOf(value)
}

function madeId(): string {
  return `call_${crypto.randomUUID().replaceAll('-', '')}`
}
