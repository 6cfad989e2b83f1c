import { requireRoom } from '../../text/extracted.ts'

/** The texts that cells point at; how characters are read aloud is left out. */
export class SharedTexts {
  readonly texts: string[] = []
  #text = ''
  #isText = false
  #phonetic = 0
  #units = 0

  enter(name: string): void {
    if (name === 'x:si') this.#text = ''
    if (name === 'x:rPh') this.#phonetic += 1
    this.#isText = name === 'x:t' && this.#phonetic === 0
  }

  text(text: string): void {
    if (this.#isText) this.#text += text
  }

  leave(name: string): void {
    this.#isText = false
    if (name === 'x:rPh') this.#phonetic -= 1
    if (name !== 'x:si') return
    this.texts.push(this.#text)
    this.#units += this.#text.length
    requireRoom(this.#units, this.texts.length)
  }
}
