/** Where the events of a stream go: straight to a client, or into the log of a Durable Object. */
export interface EventSink {
  /** Each string is one whole event. Never throws: a client that left is not the writer's business. */
  write(events: readonly string[]): void
  close(): void
}
