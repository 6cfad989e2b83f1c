/** The first chunk of a stream, and the stream as if it had not been read. */
export async function peek(
  stream: ReadableStream<Uint8Array>,
): Promise<{ readonly head: Uint8Array; readonly whole: ReadableStream<Uint8Array> }> {
  const reader = stream.getReader()
  const first = await reader.read()
  const head = first.value ?? new Uint8Array()
  let isHeadDue = !first.done
  const whole = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = isHeadDue ? first : await reader.read()
      isHeadDue = false
      if (next.value !== undefined) controller.enqueue(next.value)
      else controller.close()
    },
    cancel: (reason) => reader.cancel(reason),
  })
  return { head, whole }
}
