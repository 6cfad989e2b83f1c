import { createHash } from 'node:crypto'

import { expect, test } from 'vitest'

import { ROUTES } from '../../src/routes.ts'
import { openApiDocument } from '../document.ts'
import { operationKey } from '../operation-json.ts'
import { anchorOf } from './markup.ts'
import { REFERENCE_POLICY, referencePage } from './reference-page.ts'

const page = referencePage(ROUTES, openApiDocument(ROUTES))
const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)

test('describes every route, each once', () => {
  const anchors = new Set(ROUTES.map((route) => anchorOf(operationKey(route))))

  expect(ids.filter((id) => anchors.has(id ?? ''))).toHaveLength(ROUTES.length)
  expect(new Set(ids).size).toBe(ids.length)
})

test('every link inside the page leads somewhere', () => {
  const links = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id)

  expect(links.filter((id) => !ids.includes(id))).toEqual([])
})

test.each(['style', 'script'])('the policy allows exactly its own %s', (tag) => {
  const [, text = ''] = new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(page) ?? []

  expect(REFERENCE_POLICY).toContain(`'sha256-${createHash('sha256').update(text).digest('base64')}'`)
  expect(page.match(new RegExp(`<${tag}|style="`, 'g'))).toHaveLength(1)
})

test('loads nothing from elsewhere', () => {
  expect(page.match(/(?:src|href)="(?:https?:)?\/\/[^"]*/g) ?? []).toEqual([])
})
