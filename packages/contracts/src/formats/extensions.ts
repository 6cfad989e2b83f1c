import type { DocumentFormat } from '../http/documents.ts'

/** How the names of files of each format end. */
const EXTENSIONS: Readonly<Record<DocumentFormat, string>> = {
  text: 'txt text log',
  markdown: 'md markdown mdown mkd mdx',
  html: 'html htm xhtml',
  csv: 'csv tsv tab',
  json: 'json jsonl ndjson geojson',
  xml: 'xml svg rss atom xsd xsl',
  srt: 'srt',
  vtt: 'vtt',
  ipynb: 'ipynb',
  eml: 'eml mht mhtml',
  rtf: 'rtf',
  code: 'js mjs cjs jsx ts mts cts tsx py pyi java kt kts scala go rs c h cc cpp cxx hpp cs swift rb php pl pm r jl lua sh bash zsh ps1 bat sql css scss less yaml yml toml ini cfg conf properties env tex sty bib rst org adoc asciidoc vue svelte graphql proto tf gradle groovy clj hs ml ex exs erl dart m mm vb f90 asm dockerfile makefile cmake diff patch',
  pdf: 'pdf',
  docx: 'docx docm dotx',
  xlsx: 'xlsx xlsm xltx',
  pptx: 'pptx pptm ppsx potx',
  odt: 'odt ott',
  ods: 'ods ots',
  odp: 'odp otp',
  epub: 'epub',
  image: 'png jpg jpeg webp',
}

const BY_EXTENSION = new Map(
  Object.entries(EXTENSIONS).flatMap(([format, ends]) => ends.split(' ').map((end) => [end, format])),
)

export function extensionOf(fileName: string): string {
  const base = fileName.slice(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1)
  return base.slice(base.lastIndexOf('.') + 1).toLowerCase()
}

/** The format that a name promises; `archive` for what holds files. */
export function formatOfName(fileName: string): string | undefined {
  const extension = extensionOf(fileName)
  return extension === 'zip' ? 'archive' : BY_EXTENSION.get(extension)
}
