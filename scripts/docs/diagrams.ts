import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import * as z from 'zod/mini'

import { SITE } from './site-folder.ts'

const COLOURS = {
  bg: 'var(--sl-color-bg)',
  fg: 'var(--sl-color-text)',
  line: 'var(--sl-color-gray-3)',
  accent: 'var(--sl-color-text-accent)',
  muted: 'var(--sl-color-gray-3)',
  surface: 'var(--sl-color-bg-sidebar)',
  border: 'var(--sl-color-gray-4)',
  font: 'inherit',
  transparent: true,
}
/** Installed with the site alone. */
const RENDERER = pathToFileURL(join(SITE, 'node_modules/beautiful-mermaid/dist/index.js')).href
const BLOCK = /^```mermaid\n([^]*?)^```$/gm

const Renderer = z.object({
  renderMermaidSVG: z.custom<(diagram: string, options: object) => string>(
    (value) => typeof value === 'function',
  ),
})

/** Replaces every diagram of a page by a picture that is made here, so that no reader loads a library for it. */
export async function drawDiagrams(body: string): Promise<string> {
  if (!body.includes('```mermaid')) return body
  const { renderMermaidSVG } = Renderer.parse(await import(RENDERER))
  return body.replaceAll(BLOCK, (_, diagram: string) => figure(renderMermaidSVG(diagram, COLOURS)))
}

/** One line, since a blank one would end the HTML; without the font that the renderer loads from elsewhere. */
function figure(svg: string): string {
  const own = svg.replaceAll(/@import url\([^)]*\);?/g, '').replaceAll(/\s*\n\s*/g, ' ')
  return `<figure class="diagram">${own.replace('<svg ', '<svg role="img" aria-label="Diagram" ')}</figure>`
}
