import type { GenerationInput, ToolSpec } from '../ai-inputs.ts'
import { exampleOf } from './example-of.ts'

/** As Workers AI reports it: arguments are an object. */
export interface ToolCall {
  readonly name: string
  readonly arguments: unknown
}

/** Calls a tool when the caller demands one or the last message is the user's and names one; arguments are the plainest the schema allows. */
export function toolCallFor({ tools, toolChoice, messages }: GenerationInput): ToolCall | undefined {
  if (toolChoice === 'none') return undefined
  const last = messages.at(-1)
  const demanded = toolChoice === 'required' ? tools[0] : tools.find(({ name }) => name === toolChoice)
  const named = last?.role === 'user' ? tools.find(({ name }) => last.text.includes(name)) : undefined
  const tool: ToolSpec | undefined = toolChoice === 'required' ? (named ?? demanded) : (demanded ?? named)
  return tool && { name: tool.name, arguments: exampleOf(tool.parameters ?? { type: 'object' }) }
}
