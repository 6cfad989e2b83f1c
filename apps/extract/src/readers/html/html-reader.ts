import { Flow } from '../../text/flow.ts'
import { MathText } from '../../text/math-text.ts'
import { Nesting } from '../nesting.ts'
import { BLOCKS, isApart, isHidden, MACHINERY, meantBy, shownValueOf, targetOf } from './elements.ts'
import { Lists } from './lists.ts'
import { Tables } from './tables.ts'

type Attributes = Readonly<Record<string, string>>
/** What is done where an element ends. `isImplied`: nothing in the page said so. */
type Leave = (isImplied: boolean) => void

const HEADING = /^h([1-6])$/

/**
 * Puts together what a page says while the parser walks through it. Each element does what it does in {@link
 * HtmlReader.enter}.
 */
export class HtmlReader {
  title = ''
  #flow = new Flow()
  #preformatted = 0
  #svg = 0
  #math: MathText | undefined
  readonly #choices: string[] = []
  readonly #nesting = new Nesting()
  readonly #lists = new Lists()
  readonly #tables = new Tables()
  readonly #leaves: Leave[] = []

  onopentag(name: string, attributes: Attributes): void {
    this.#nesting.enter()
    this.#leaves.push(this.#enter(name, attributes))
  }

  ontext(text: string): void {
    if (this.#math !== undefined) this.#math.token(text)
    else this.#flow.add(this.#preformatted > 0 ? text : text.replace(/\s+/gu, ' '))
  }

  onclosetag(_name: string, isImplied: boolean): void {
    this.#nesting.leave()
    this.#leaves.pop()?.(isImplied)
  }

  parts() {
    this.#flow.end()
    return this.#flow.parts
  }

  #enter(tag: string, attributes: Attributes): Leave {
    const name = meantBy(tag, attributes)
    if (name === 'meta') return this.#meta(attributes)
    if (name === 'title') return this.#title()
    if (isHidden(name, attributes)) return this.#aside(() => undefined)
    if (this.#math !== undefined) return this.#inMath(this.#math, name)
    if (name === 'math') return this.#formula()
    if (name === 'svg' || this.#svg > 0) return this.#inSvg(name)
    if (name === 'option' && attributes['selected'] !== undefined) return this.#choice()
    if (MACHINERY.has(name)) return this.#machinery()
    if (BLOCKS.has(name)) return this.#block(name, attributes)
    return this.#inline(name, attributes)
  }

  /** Reads an element by itself; `then` gets what it says. */
  #aside(then: (content: Flow, isImplied: boolean) => void): Leave {
    const around = this.#flow
    const content = new Flow()
    this.#flow = content
    return (isImplied) => {
      this.#flow = around
      then(content, isImplied)
    }
  }

  #machinery(): Leave {
    return this.#aside((content, isImplied) => {
      const choices = this.#choices.splice(0)
      if (!isImplied) this.#flow.addApart(choices.join(', '))
      if (!isImplied) return
      this.#flow.end()
      content.end()
      this.#flow.push(...content.parts)
    })
  }

  /** Of a list to choose from what is chosen is seen. */
  #choice(): Leave {
    return this.#aside((content) => {
      const line = content.line()
      this.#choices.push(line)
      this.#flow.end()
      this.#flow.add(line)
      this.#flow.end()
    })
  }

  #meta({ property, content }: Attributes): Leave {
    if (property === 'og:title' && this.title === '') this.title = content?.trim() ?? ''
    return () => undefined
  }

  /** A picture's title is none of the page. */
  #title(): Leave {
    const isOfPage = this.#svg === 0
    return this.#aside((content) => {
      const line = content.line()
      if (isOfPage && line !== '') this.title = line
    })
  }

  #formula(): Leave {
    const math = new MathText()
    this.#math = math
    return () => {
      this.#math = undefined
      this.#flow.addApart(math.toString())
    }
  }

  #inMath(math: MathText, name: string): Leave {
    if (name.startsWith('annotation')) {
      this.#math = undefined
      const leave = this.#aside(() => undefined)
      return (isImplied) => {
        leave(isImplied)
        this.#math = math
      }
    }
    math.enter(name)
    return () => math.leave()
  }

  /** Of a picture only its lettering is text. */
  #inSvg(name: string): Leave {
    const isText = name === 'text' || name === 'foreignObject'
    const isSvg = name === 'svg'
    this.#svg += isSvg ? 1 : 0
    const outside = this.#pictureFlow ?? this.#flow
    if (!isText && !isSvg) return () => undefined
    if (isText) return this.#aside((content) => outside.addApart(content.line()))
    this.#pictureFlow = outside
    return this.#aside(() => {
      this.#svg -= 1
      if (this.#svg === 0) this.#pictureFlow = undefined
    })
  }

  /** Where a picture stands. */
  #pictureFlow: Flow | undefined

  #block(name: string, attributes: Attributes): Leave {
    if (name === 'td' || name === 'th') return this.#cell(name, attributes)
    this.#flow.end()
    const flow = this.#flow
    const depth = HEADING.exec(name)?.[1]
    if (depth !== undefined) flow.depth = Number(depth)
    if (name === 'li') flow.marker = this.#lists.marker(attributes)
    const leave = this.#enterContainer(name, attributes)
    return () => {
      this.#flow.end()
      if (depth !== undefined) flow.depth = undefined
      if (name === 'li') flow.marker = ''
      leave?.()
    }
  }

  #enterContainer(name: string, attributes: Attributes): (() => void) | undefined {
    if (name === 'ol' || name === 'ul' || name === 'menu' || name === 'dir') {
      this.#lists.enter(name, attributes)
      return () => this.#lists.leave()
    }
    if (name === 'table') {
      this.#tables.enter(this.#flow)
      return () => this.#tables.leave()
    }
    if (name === 'tr') {
      this.#tables.endRow()
      return () => this.#tables.endRow()
    }
    if (name === 'thead') {
      this.#tables.setHead(true)
      return () => this.#tables.setHead(false)
    }
    if (name !== 'pre') return undefined
    this.#preformatted += 1
    return () => void (this.#preformatted -= 1)
  }

  #cell(name: string, attributes: Attributes): Leave {
    const around = this.#flow
    const content = this.#tables.enterCell(name, attributes)
    around.end()
    if (content === undefined) return () => around.end()
    this.#flow = content
    return () => {
      this.#flow = around
      this.#tables.leaveCell(content)
    }
  }

  #inline(name: string, attributes: Attributes): Leave {
    if (name === 'br') this.#flow.add('\n')
    if (name === 'img' && attributes['role'] !== 'presentation') this.#flow.addApart(attributes['alt'] ?? '')
    if (name === 'sup') return this.#raised()
    if (name === 'input') this.#flow.addApart(shownValueOf(attributes))
    if (name === 'rp') return this.#aside(() => undefined)
    if (name === 'rt') return this.#aside((content) => this.#flow.addReading(content.line()))
    if (name === 'a') return this.#link(attributes['href'])
    if (!isApart(name)) return () => undefined
    this.#flow.add(' ')
    return () => this.#flow.add(' ')
  }

  #raised(): Leave {
    const flow = this.#flow
    flow.raise()
    return () => flow.endRaised()
  }

  #link(href: string | undefined): Leave {
    const target = targetOf(href)
    const flow = this.#flow
    const { ends, units } = flow
    return () => {
      if (target !== undefined && flow.ends === ends) flow.addTarget(units, target)
    }
  }
}
