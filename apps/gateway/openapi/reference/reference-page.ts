import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { ERROR_CODES } from '@bulkhead/errors/codes'

import type { Route } from '../../src/route.ts'
import { isJson, type Json } from '../json.ts'
import { operationKey, pathOf } from '../operation-json.ts'
import { TAGS, tagOf } from '../tags.ts'
import { fieldTable } from './field-rows.ts'
import { INTRODUCTION } from './introduction.ts'
import { anchorOf, markup, inline, prose, raw, type Html } from './markup.ts'
import { operationSection, schemasOf } from './operation-section.ts'

const STYLE = readFileSync(join(import.meta.dirname, 'page.css'), 'utf8')
const SCRIPT = readFileSync(join(import.meta.dirname, 'page.js'), 'utf8')
const MARK = `<svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true"><path fill="#0f6674" d="M3 7.5h26v7.2c0 6.9-5.2 12.3-13 14.3C8.2 27 3 21.6 3 14.7z"/><path fill="#f2b544" d="M3 3h26v2.6H3z"/><path fill="none" stroke="#fff" stroke-width="2" d="M11.5 8v18.4M20.5 8v18.4M3.4 15.5h25.2"/></svg>`
const ICON = `data:image/svg+xml,${encodeURIComponent(MARK.replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"'))}`

/** What may run and be loaded: the style and the script of the page itself, by their hashes. */
export const REFERENCE_POLICY = [
  "default-src 'none'",
  `style-src '${hashOf(STYLE)}'`,
  `script-src '${hashOf(SCRIPT)}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}

/** The API document as one page: complete without scripts, nothing fetched from elsewhere. */
export function referencePage(routes: readonly Route[], document: Json): string {
  const groups = TAGS.map((tag) => ({ ...tag, routes: routes.filter((route) => tagOf(route) === tag.name) }))
  const page = markup`<!doctype html>
<html lang="en">${head()}<body>
<a class="skip" href="#main">Skip to content</a>
<header><a class="brand" href="#main">${raw(MARK)}<b>Bulkhead</b> <span>API reference</span></a>
<input type="search" id="search" placeholder="Search routes" aria-label="Search routes" autocomplete="off" hidden></header>
<nav aria-label="Routes"><a href="#start">Start here</a>${groups.map(navGroup)}<a href="#errors">Errors</a><a href="#objects">Objects</a></nav>
<main id="main" tabindex="-1"><h1>Bulkhead API</h1>${INTRODUCTION}
${groups.map((group) => groupSection(group, document))}${errorSection()}${objectSection(document)}</main>
<script>${raw(SCRIPT)}</script></body></html>`
  return page.html
}

function head(): Html {
  return markup`<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>Bulkhead API reference</title><link rel="icon" href="${ICON}">
<style>${raw(STYLE)}</style></head>`
}

interface Group {
  readonly name: string
  readonly description: string
  readonly routes: readonly Route[]
}

function navGroup({ name, routes }: Group): Html {
  const links = routes.map((route) => {
    const key = operationKey(route)
    const search = `${key} ${route.facts.operation.summary}`.toLowerCase()
    return markup`<li data-search="${search}"><a href="#${anchorOf(key)}"><span class="method ${route.method.toLowerCase()}">${route.method}</span> ${pathOf(route).replace('/v1', '')}</a></li>`
  })
  return markup`<details open><summary>${name}</summary><ul>${links}</ul></details>`
}

function groupSection({ name, description, routes }: Group, document: Json): Html {
  const apart = name === 'Operators' ? ' operators' : ''
  return markup`<section class="group${apart}" id="${anchorOf(name)}"><h2>${name}</h2>${prose(description)}
${routes.map((route) => operationSection(route, document))}</section>`
}

function errorSection(): Html {
  const rows = Object.entries(ERROR_CODES).map(
    ([code, { status, retryable, message }]) =>
      markup`<tr id="error-${code}"><td>${String(status)}</td><td><code>${code}</code></td><td>${retryable ? 'yes' : 'no'}</td><td>${message}</td></tr>`,
  )
  return markup`<section class="group" id="errors"><h2>Errors</h2>
<div class="scroll" tabindex="0" role="group" aria-label="Errors"><table><thead><tr><th scope="col">Status</th><th scope="col">Code</th><th scope="col">Repeat?</th><th scope="col">Message</th></tr></thead><tbody>${rows}</tbody></table></div></section>`
}

function objectSection(document: Json): Html {
  const schemas = schemasOf(document)
  const objects = Object.entries(schemas).map(([name, schema]) => {
    const table = isJson(schema) ? fieldTable(schema, schemas) : markup``
    const note = table.html === '' ? markup`<p>${inline(noteOf(schema))}</p>` : table
    return markup`<section class="object" id="object-${name}"><h3>${name}</h3>${note}</section>`
  })
  return markup`<section class="group" id="objects"><h2>Objects</h2>${objects}</section>`
}

/** Of an object without fields of its own. */
function noteOf(schema: unknown): string {
  const isMap = isJson(schema) && schema['additionalProperties'] !== undefined
  return isMap ? 'Fields of your own names: text, numbers, true and false.' : 'A text, or a list.'
}
