import { ERROR_CODES } from '@bulkhead/errors/codes'

import type { Route } from '../../src/route.ts'
import { EXAMPLE_CALLS } from '../examples/calls.ts'
import type { ExampleCall } from '../examples/example-call.ts'
import { printJson } from '../examples/print-value.ts'
import { answerOf } from '../examples/recorded.ts'
import { curlOf, typescriptOf } from '../examples/snippets.ts'
import { isJson, type Json } from '../json.ts'
import { operationKey, pathOf } from '../operation-json.ts'
import { errorsOf } from '../route-errors.ts'
import { fieldTable, parameterTable } from './field-rows.ts'
import { anchorOf, markup, inline, prose, type Html } from './markup.ts'

/** One route: what it does, what it takes, an example of each outcome, its errors. */
export function operationSection(route: Route, document: Json): Html {
  const key = operationKey(route)
  const operation = operationOf(route, document)
  const { summary, description = '', parameters } = operation
  const known = Array.isArray(parameters) ? parameters.filter(isJson) : []
  return markup`<section class="operation" id="${anchorOf(key)}" data-search="${`${key} ${String(summary)}`.toLowerCase()}">
<h3><span class="method ${route.method.toLowerCase()}">${route.method}</span> <code>${pathOf(route)}</code></h3>
<p class="summary">${inline(String(summary))}</p>${prose(String(description))}
${parameterTable(known)}${bodyTable(operation, document)}
${EXAMPLE_CALLS.filter((call) => call.operation === key).map(exampleBlock)}
${replyTable(operation, document)}${errorLinks(route)}
</section>`
}

function operationOf(route: Route, document: Json): Json {
  const paths = isJson(document['paths']) ? document['paths'] : {}
  const path = paths[pathOf(route)]
  const operation = isJson(path) ? path[route.method.toLowerCase()] : undefined
  return isJson(operation) ? operation : {}
}

function bodyTable({ requestBody }: Json, document: Json): Html {
  const content = isJson(requestBody) && isJson(requestBody['content']) ? requestBody['content'] : {}
  const json = content['application/json']
  if (!isJson(json) || !isJson(json['schema'])) return markup``
  const others = Object.keys(content).length - 1
  const more =
    others === 0 ? markup`` : markup`<p>Also ${String(others)} content types of files and forms.</p>`
  return markup`<h4>Body</h4>${more}${fieldTable(json['schema'], schemasOf(document))}`
}

function replyTable({ responses }: Json, document: Json): Html {
  const [status = '', success] = Object.entries(isJson(responses) ? responses : {})[0] ?? []
  const content = isJson(success) && isJson(success['content']) ? success['content'] : {}
  const json = content['application/json']
  if (!isJson(json) || !isJson(json['schema'])) return markup``
  const table = fieldTable(json['schema'], schemasOf(document))
  return table.html === '' ? markup`` : markup`<h4>Answer ${status}</h4>${table}`
}

export function schemasOf(document: Json): Json {
  const components = isJson(document['components']) ? document['components'] : {}
  return isJson(components['schemas']) ? components['schemas'] : {}
}

/** The request in two languages and what it was answered. */
function exampleBlock(call: ExampleCall): Html {
  const id = anchorOf(`${call.operation} ${call.name}`)
  const answer = answerOf(call)
  return markup`<figure class="example"><figcaption>${call.summary}</figcaption>
<div class="tabs">
<input type="radio" name="${id}" id="${id}-curl" value="curl" checked><label for="${id}-curl">curl</label>
<input type="radio" name="${id}" id="${id}-ts" value="ts"><label for="${id}-ts">TypeScript</label>
${code(curlOf(call), 'curl')}${code(typescriptOf(call), 'ts')}
</div>
${answer === undefined ? markup`` : markup`<p class="status"><b>${String(answer.status)}</b> ${answer.type}</p>${answered(answer)}`}
</figure>`
}

function answered({ body, text = '' }: { readonly body?: unknown; readonly text?: string }): Html {
  const shown = body === undefined ? text.trimEnd() : printJson(body)
  return shown === '' ? markup`` : code(shown, 'answer')
}

function code(text: string, kind: string): Html {
  return markup`<pre class="${kind}" tabindex="0"><code>${text.trimEnd()}</code></pre>`
}

function errorLinks(route: Route): Html {
  const codes = [...errorsOf(route)].toSorted((a, b) => ERROR_CODES[a].status - ERROR_CODES[b].status)
  const links = codes.map(
    (name) =>
      markup`<li><a href="#error-${name}">${String(ERROR_CODES[name].status)} <code>${name}</code></a></li>`,
  )
  return markup`<details><summary>${String(codes.length)} errors</summary><ul class="errors">${links}</ul></details>`
}
