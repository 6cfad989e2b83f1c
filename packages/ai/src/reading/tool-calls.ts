import { fieldsBesides, isRecord, numberOf, optionalText, parseJson, recordOf, textOf } from '../json/json.ts'
import type { JsonRecord } from '../json/json.ts'
import type { ToolCall, ToolCallDelta } from '../model-answer.ts'

const CALL_FIELDS: ReadonlySet<string> = new Set(['index', 'id', 'type', 'function', 'name', 'arguments'])
const FUNCTION_FIELDS: ReadonlySet<string> = new Set(['name', 'arguments'])

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
    return pieces.map((value, position) => {
      const piece = readPiece(value)
      const known = this.#callOf(piece, pieces.length > 1 ? position : undefined)
      return known === undefined ? this.#open(piece) : append(known, piece)
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
    if (id !== undefined && !isLateId) return this.#calls.find(({ givenId }) => givenId === id)
    const at = piece.name === undefined ? position : undefined
    return goesOn(at === undefined ? last : this.#calls[at], piece)
  }

  #open(piece: Piece): ToolCallDelta {
    const isTaken = this.#calls.some(({ id }) => id === piece.id)
    const call: OpenCall = {
      index: this.#calls.length,
      id: piece.id === undefined || isTaken ? madeId() : piece.id,
      givenId: piece.id,
      type: piece.type ?? 'function',
      name: piece.name ?? '',
      arguments: piece.arguments,
      rest: piece.rest ?? {},
      functionRest: piece.functionRest ?? {},
    }
    this.#calls.push(call)
    if (piece.index !== undefined) this.#byIndex.set(piece.index, call)
    const start = { ...piece.rest, index: call.index, id: call.id, type: call.type }
    if (call.type !== 'function') return start
    const { name } = call
    return { ...start, function: { ...piece.functionRest, name, arguments: piece.arguments } }
  }
}

/** Another id, or another name after whole arguments, is another call: some servers give each the index 0. */
function goesOn(call: OpenCall | undefined, piece: Piece): OpenCall | undefined {
  if (call === undefined) return undefined
  const { id, name } = piece
  if (id !== undefined && call.givenId !== undefined) return id === call.givenId ? call : undefined
  if (name === undefined || call.name === '') return call
  if (name !== call.name) return undefined
  const isWhole = call.arguments !== '' && parseJson(call.arguments) !== undefined
  return isWhole && piece.arguments !== '' ? undefined : call
}

/** Clients join what is repeated, so the id and the name go out once. */
function append(call: OpenCall, piece: Piece): ToolCallDelta {
  call.givenId ??= piece.id
  const name = piece.name === undefined || piece.name === call.name ? undefined : piece.name
  if (name !== undefined) call.name += name
  call.arguments += piece.arguments
  if (piece.rest !== undefined) call.rest = { ...call.rest, ...piece.rest }
  if (piece.functionRest !== undefined) call.functionRest = { ...call.functionRest, ...piece.functionRest }
  const delta = { ...piece.rest, index: call.index }
  if (call.type !== 'function') return delta
  const named = name === undefined ? {} : { name }
  return { ...delta, function: { ...piece.functionRest, ...named, arguments: piece.arguments } }
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
    arguments: textOf(source['arguments']),
    rest: fieldsBesides(call, CALL_FIELDS),
    functionRest: isWrapped ? fieldsBesides(source, FUNCTION_FIELDS) : undefined,
  }
}

function madeId(): string {
  return `call_${crypto.randomUUID().replaceAll('-', '')}`
}
