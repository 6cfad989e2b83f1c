import type { InputItem } from '@bulkhead/contracts/http/responses/response-input'
import { ClientTool, isClientTool } from '@bulkhead/contracts/http/responses/response-tools'
import type { ResponsesRequest } from '@bulkhead/contracts/http/responses/responses-request'

import { customFunction } from './custom-input.ts'

/** A tool of the client's, as a model is told of it. */
export interface CalledTool {
  readonly kind: 'function' | 'custom' | 'search'
  readonly name: string
  readonly namespace: string | undefined
  /** The flat name by which models call it: chat completions know no other. */
  readonly flatName: string
  readonly described: Described
}

interface Described {
  readonly description?: string | null | undefined
  readonly parameters?: object | null | undefined
  readonly strict?: boolean | null | undefined
}

const SEARCH = 'tool_search'
/** Of which an agent thinks as of none. */
const DEFAULT_NAMESPACE = 'functions'
/** As long as OpenAI lets a name be. */
const FLAT_NAME_MAX = 64

/** All tools that a client runs, whatever form it declares them in: each is a function to the model. */
export class ClientTools {
  readonly #tools = new Map<string, CalledTool>()

  /** Those of the request, and those that the conversation has brought. */
  static of({ tools }: ResponsesRequest, items: readonly InputItem[]): ClientTools {
    const known = new ClientTools()
    for (const tool of [...(tools ?? []), ...items.flatMap(broughtBy)])
      if (isClientTool(tool)) known.#add(tool)
    return known
  }

  get all(): readonly CalledTool[] {
    return [...this.#tools.values()]
  }

  called(flatName: string): CalledTool | undefined {
    return this.#tools.get(flatName)
  }

  /** The name that a model is told; also of a tool that is not declared any more. */
  flatNameOf(name: string, namespace?: string): string {
    const own = namespaceOf(namespace)
    const found = this.all.find((tool) => tool.name === name && tool.namespace === own)
    return found?.flatName ?? joined(name, own)
  }

  get searchName(): string {
    return this.all.find(({ kind }) => kind === 'search')?.flatName ?? SEARCH
  }

  #add(tool: ClientTool, namespace?: string): void {
    switch (tool.type) {
      case 'namespace':
        for (const member of tool.tools) {
          const { data } = ClientTool.safeParse(member)
          if (data?.type === 'function' || data?.type === 'custom') this.#add(data, namespaceOf(tool.name))
        }
        return
      case 'tool_search':
        return this.#put({ kind: 'search', name: SEARCH, namespace, described: tool })
      case 'custom':
        return this.#put({ kind: 'custom', name: tool.name, namespace, described: customFunction(tool) })
      default:
        return this.#put({ kind: 'function', name: tool.name, namespace, described: tool })
    }
  }

  /** Declared again, it is as it was declared last. */
  #put(tool: Omit<CalledTool, 'flatName'>): void {
    const same = this.all.find(({ name, namespace }) => name === tool.name && namespace === tool.namespace)
    const flatName = same?.flatName ?? this.#free(joined(tool.name, tool.namespace))
    this.#tools.set(flatName, { ...tool, flatName })
  }

  #free(wanted: string): string {
    let name = wanted
    for (let at = 2; this.#tools.has(name); at++) name = `${wanted.slice(0, FLAT_NAME_MAX - 4)}_${at}`
    return name
  }
}

function namespaceOf(given: unknown): string | undefined {
  return typeof given === 'string' && given !== '' && given !== DEFAULT_NAMESPACE ? given : undefined
}

/** A name of its own stays as it is, and its provider says what is wrong with it. */
function joined(name: string, namespace: string | undefined): string {
  if (namespace === undefined) return name
  const whole = `${namespace.replace(/_+$/, '')}__${name}`.replaceAll(/[^\w-]/g, '_')
  return whole.slice(-FLAT_NAME_MAX)
}

function broughtBy(item: InputItem): readonly { readonly type: string }[] {
  return item.type === 'additional_tools' || item.type === 'tool_search_output' ? item.tools : []
}
