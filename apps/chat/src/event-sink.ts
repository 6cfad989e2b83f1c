/** Where the events of a stream go: straight to a client, or into the log of a Durable Object. */
export interface EventSink {
  /** One or more whole events, as text. Never throws: a client that left is not the writer's business. */
  write(events: string): void
  close(): void
}
