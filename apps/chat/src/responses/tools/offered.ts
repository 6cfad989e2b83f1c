import type { ResponsesRequest } from '@bulkhead/contracts/http/responses/responses-request'
import * as z from 'zod/mini'

import type { CalledTool, ClientTools } from './client-tools.ts'

type Choice = ResponsesRequest['tool_choice']

const Chosen = z.looseObject({ name: z.string(), namespace: z.nullish(z.string()) })
const Allowed = z.looseObject({ mode: z.enum(['auto', 'required']), tools: z.array(z.unknown()) })

/** The tools that a model may call, and which of them it must. */
export function offered(choice: Choice, known: ClientTools) {
  if (choice == null || typeof choice === 'string') return { tools: known.all, choice }
  const { data: allowed } = z.safeParse(Allowed, choice)
  if (choice.type === 'allowed_tools' && allowed !== undefined) {
    const names = new Set(allowed.tools.flatMap((tool) => flatNameIn(tool, known) ?? []))
    return { tools: known.all.filter(({ flatName }) => names.has(flatName)), choice: allowed.mode }
  }
  const name = choice.type === 'function' || choice.type === 'custom' ? flatNameIn(choice, known) : undefined
  // Other choices are of tools that run anyway, or are not here.
  return { tools: known.all, choice: name === undefined ? 'auto' : { type: 'function', function: { name } } }
}

function flatNameIn(given: unknown, known: ClientTools): string | undefined {
  const { data } = z.safeParse(Chosen, given)
  return data === undefined ? undefined : known.flatNameOf(data.name, data.namespace ?? undefined)
}

/** A tool in the form of chat completions. */
export function functionOf({ flatName, described }: CalledTool) {
  const { description, parameters, strict } = described
  const given = Object.entries({ description, parameters, strict }).filter(([, value]) => value != null)
  return { type: 'function', function: { name: flatName, ...Object.fromEntries(given) } }
}
