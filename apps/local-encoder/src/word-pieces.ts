/** SentencePiece writes spaces as this mark. */
const SPACE_MARK = '\u2581'
/** Pieces 0 to 5 are control symbols; 0 stands for what no piece covers. */
const FIRST_PIECE = 6
const UNKNOWN_PIECE = 0
const UNKNOWN_SCORE = -20

/** Each piece with its log probability, in the order of the encoder's ids. */
export type Vocabulary = readonly (readonly [piece: string, score: number])[]

interface TrieNode {
  readonly next: Map<string, TrieNode>
  id: number
  score: number
}

/** The best segmentation that ends at a position: its score, where its last piece begins, and that piece. */
interface Lattice {
  readonly score: Float64Array
  readonly from: Int32Array
  readonly piece: Int32Array
}

const emptyNode = (): TrieNode => ({ next: new Map(), id: -1, score: 0 })

/** Cuts text into the most probable pieces of a unigram vocabulary (Viterbi over a trie), as the encoder was trained on. */
export class WordPieces {
  readonly #root = emptyNode()

  constructor(vocabulary: Vocabulary) {
    for (const [offset, [piece, score]] of vocabulary.slice(FIRST_PIECE).entries()) {
      let node = this.#root
      for (const character of piece) node = childOf(node, character)
      node.id = FIRST_PIECE + offset
      node.score = score
    }
  }

  encode(text: string): number[] {
    const characters = Array.from((SPACE_MARK + text.normalize('NFKC').trim()).replace(/\s+/g, SPACE_MARK))
    const lattice: Lattice = {
      score: new Float64Array(characters.length + 1).fill(-Infinity),
      from: new Int32Array(characters.length + 1),
      piece: new Int32Array(characters.length + 1),
    }
    lattice.score[0] = 0
    for (let start = 0; start < characters.length; start++) this.#extend(lattice, characters, start)
    return readBack(lattice, characters.length)
  }

  /** Tries every piece that begins at `start`; a character that no piece covers is stepped over as unknown. */
  #extend(lattice: Lattice, characters: readonly string[], start: number): void {
    const base = lattice.score[start] ?? -Infinity
    let node: TrieNode | undefined = this.#root
    let coversOne = false
    for (let end = start + 1; end <= characters.length; end++) {
      node = node.next.get(characters[end - 1] ?? '')
      if (node === undefined) break
      if (node.id < 0) continue
      coversOne ||= end === start + 1
      improve(lattice, { start, end, id: node.id, score: base + node.score })
    }
    if (!coversOne)
      improve(lattice, { start, end: start + 1, id: UNKNOWN_PIECE, score: base + UNKNOWN_SCORE })
  }
}

function childOf(node: TrieNode, character: string): TrieNode {
  const child = node.next.get(character) ?? emptyNode()
  node.next.set(character, child)
  return child
}

function improve(lattice: Lattice, step: { start: number; end: number; id: number; score: number }): void {
  if (step.score <= (lattice.score[step.end] ?? -Infinity)) return
  lattice.score[step.end] = step.score
  lattice.from[step.end] = step.start
  lattice.piece[step.end] = step.id
}

/** From the end to the beginning; neighbouring unknowns count as one. */
function readBack(lattice: Lattice, length: number): number[] {
  const ids: number[] = []
  for (let end = length; end > 0; end = lattice.from[end] ?? 0) {
    const id = lattice.piece[end] ?? UNKNOWN_PIECE
    if (id !== UNKNOWN_PIECE || ids.at(-1) !== UNKNOWN_PIECE) ids.push(id)
  }
  return ids.reverse()
}
