import { NO_PAIR, placeOf, tokensBetween } from './letter-pairs.ts'
import { isKnownLetter, mayStray, scriptTokens } from './script-tokens.ts'

/** The first letter of a word, with the space before it. */
const WORD_TOKENS = 1.02
/** The first letter of a word in another alphabet: more of its words are unknown. */
const FAR_WORD_TOKENS = 1.5
/** Letter pairs are averages over languages; the least known language takes so much more. */
const PAIR_SAFETY = 1.08
/** Pairs that end a token so often are not those of words: each may cost one or nothing, so that their sum strays as its root does. */
const RARE_TOKENS = 0.5
const STRAY = 1.3
/** How much a letter after such a pair strays, a capital, and a letter of other scripts; in tenths. */
const [RARE_STRAYS, CAPITAL_STRAYS, FAR_STRAYS] = [10, 5, 2] as const
/** A letter after one with an accent. */
const AFTER_ACCENT_TOKENS = 0.6
/** A capital after another: few words are known in capitals. */
const CAPITAL_TOKENS = 0.7
/** Spaces, tabs or line ends in a row: every vocabulary has tokens for so many. */
const BLANKS_PER_TOKEN = 3
/** A run of this length that changes its kind this often is no word, but base64, a key or a hash, at a token a character. */
const RANDOM_CHARS = 16
const CHARS_PER_SWITCH = 6
/** A run of this length of a–f and digits is hex, though words are spelled so too. */
const HEX_CHARS = 4
const CODE_OF_F = 102

const [BLANK, LOWER, UPPER, DIGIT, JOINER, OTHER, FAR] = [0, 1, 2, 3, 4, 5, 6] as const
const SPACE = 32
const LOWER_BIT = 32
const KINDS = Uint8Array.from({ length: 128 }, (_, code) => kindOf(String.fromCharCode(code)))

function kindOf(character: string): number {
  if (/[ \t\n]/.test(character)) return BLANK
  if (/[a-z]/.test(character)) return LOWER
  if (/[A-Z]/.test(character)) return UPPER
  if (/\d/.test(character)) return DIGIT
  return /[-_+/=]/.test(character) ? JOINER : OTHER
}

/** Adds up what a text takes, one UTF-16 unit after the other. */
export class TokenMeter {
  #tokens = 0
  #kind: number = OTHER
  #code = 0
  /** Among the letters that have pairs; 0: none of them. */
  #place = 0
  /** How often the last blank has been repeated; none when the last unit was visible. */
  #blanks = 0
  /** The run of letters, digits and joiners that is being read: its length, its changes of kind, and the tokens before it. */
  #runChars = 0
  #switches = 0
  #isHex = true
  #tokensBefore = 0
  /** Letters, and how many of them may cost more or less than they are priced at, in tenths. */
  #letters = 0
  #strays = 10

  read(code: number): void {
    const kind = code < 128 ? (KINDS[code] ?? OTHER) : FAR
    const place = kind === BLANK ? 0 : placeOf(code)
    if (kind === BLANK) this.#readBlank(code)
    else this.#readVisible(code, kind, place)
    this.#kind = kind
    this.#code = code
    this.#place = place
  }

  /** Ends the text. */
  total(): number {
    this.#endBlanks(false)
    this.#endRun()
    return this.#tokens + Math.min(this.#letters / 2, STRAY * Math.sqrt(this.#strays / 10))
  }

  #readBlank(code: number): void {
    if (this.#blanks > 0 && code !== this.#code) this.#endBlanks(false)
    this.#blanks += 1
    this.#endRun()
  }

  #readVisible(code: number, kind: number, place: number): void {
    const isLetter = kind === LOWER || kind === UPPER || (kind === FAR && isKnownLetter(code))
    if (this.#blanks > 0) this.#endBlanks(isLetter && this.#code === SPACE)
    if (kind === OTHER || kind === FAR) this.#endRun()
    else this.#continueRun(code, kind)
    this.#tokens += this.#tokensOf(code, kind, place)
  }

  #tokensOf(code: number, kind: number, place: number): number {
    if (kind === UPPER) return this.#capitalTokens()
    if (kind === LOWER) return this.#letterTokens(place, this.#kind === FAR ? this.#afterFar() : WORD_TOKENS)
    if (kind !== FAR) return 1
    const isLetter = place !== 0 && !isCapital(code)
    return isLetter ? this.#letterTokens(place, FAR_WORD_TOKENS) : this.#farTokens(code)
  }

  #capitalTokens(): number {
    this.#letters += 1
    this.#strays += CAPITAL_STRAYS
    return this.#kind === UPPER ? CAPITAL_TOKENS : WORD_TOKENS
  }

  #farTokens(code: number): number {
    if (mayStray(code)) {
      this.#letters += 1
      this.#strays += FAR_STRAYS
    }
    return scriptTokens(code, this.#code)
  }

  #afterFar(): number {
    return isKnownLetter(this.#code) ? AFTER_ACCENT_TOKENS : WORD_TOKENS
  }

  /** `first`: what it costs where it starts a word. */
  #letterTokens(place: number, first: number): number {
    const share = tokensBetween(this.#place, place)
    this.#letters += 1
    if (share >= RARE_TOKENS) this.#strays += RARE_STRAYS
    return share === NO_PAIR ? first : Math.min(1, share * PAIR_SAFETY)
  }

  /** `opensWord`: the last space belongs to the word that follows. */
  #endBlanks(opensWord: boolean): void {
    const alone = this.#blanks - (opensWord ? 1 : 0)
    // The last of many spaces stands apart.
    if (!opensWord && alone > 1 && this.#code === SPACE) this.#tokens += 1 - 1 / BLANKS_PER_TOKEN
    if (alone > 0) this.#tokens += 1 + (alone - 1) / BLANKS_PER_TOKEN
    this.#blanks = 0
  }

  #continueRun(code: number, kind: number): void {
    if (this.#runChars === 0) this.#tokensBefore = this.#tokens
    else if (isSwitch(this.#kind, kind)) this.#switches += 1
    this.#runChars += 1
    if ((kind === LOWER || kind === UPPER) && (code | LOWER_BIT) > CODE_OF_F) this.#isHex = false
  }

  #endRun(): void {
    if (this.#isRandom()) this.#tokens = Math.max(this.#tokens, this.#tokensBefore + this.#runChars)
    this.#runChars = 0
    this.#switches = 0
    this.#isHex = true
  }

  #isRandom(): boolean {
    if (this.#isHex) return this.#runChars >= HEX_CHARS
    return this.#runChars >= RANDOM_CHARS && this.#switches * CHARS_PER_SWITCH >= this.#runChars
  }
}

/** A capital that opens a word is none. */
function isSwitch(before: number, kind: number): boolean {
  if (before === kind || before === JOINER || kind === JOINER) return false
  return before !== UPPER || kind !== LOWER
}

/** Of Cyrillic: like those of Latin, few words are known in them. */
function isCapital(code: number): boolean {
  return code >= 0x400 && code < 0x430
}
