const utf8 = new TextEncoder()

/** All parts but the last have the same size, at least 5 MiB: R2's rule. */
const PART_BYTES = 8 * 1_024 * 1_024

/**
 * Writes one object of unknown size, in parts, so that no more than one part is ever in memory. Nothing of it
 * can be read before `end`; whoever wrote the same key before is replaced then.
 */
export class PartWriter {
  readonly #bucket: R2Bucket
  readonly #key: string
  #chunks: Uint8Array[] = []
  #bytes = 0
  #upload: R2MultipartUpload | undefined
  readonly #parts: R2UploadedPart[] = []

  constructor(bucket: R2Bucket, key: string) {
    this.#bucket = bucket
    this.#key = key
  }

  async write(text: string): Promise<void> {
    const chunk = utf8.encode(text)
    this.#chunks.push(chunk)
    this.#bytes += chunk.byteLength
    while (this.#bytes >= PART_BYTES) await this.#uploadPart(PART_BYTES)
  }

  /** What is small is one object without parts. */
  async end(): Promise<void> {
    if (this.#upload === undefined) {
      await this.#bucket.put(this.#key, this.#take(this.#bytes), METADATA)
      return
    }
    if (this.#bytes > 0) await this.#uploadPart(this.#bytes)
    await this.#upload.complete(this.#parts)
  }

  async abort(): Promise<void> {
    await this.#upload?.abort()
  }

  async #uploadPart(bytes: number): Promise<void> {
    this.#upload ??= await this.#bucket.createMultipartUpload(this.#key, METADATA)
    this.#parts.push(await this.#upload.uploadPart(this.#parts.length + 1, this.#take(bytes)))
  }

  #take(bytes: number): Uint8Array {
    const taken = new Uint8Array(bytes)
    let at = 0
    const rest: Uint8Array[] = []
    for (const chunk of this.#chunks) {
      const part = chunk.subarray(0, bytes - at)
      taken.set(part, at)
      at += part.byteLength
      if (part.byteLength < chunk.byteLength) rest.push(chunk.subarray(part.byteLength))
    }
    this.#chunks = rest
    this.#bytes -= bytes
    return taken
  }
}

const METADATA = { httpMetadata: { contentType: 'application/x-ndjson' } }
