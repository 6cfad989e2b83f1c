export const PATH_PARAMETERS: Readonly<Record<string, string>> = {
  id: 'Its id.',
  messageId: 'The id of an assistant message of the session.',
  keyId: 'The public part of the key, 12 characters.',
}

export const HEADER_PARAMETERS: Readonly<Record<string, string>> = {
  'Idempotency-Key':
    '1–255 characters of your own. For a day, a repeat with the same body gives the same result and no second effect.',
  'Last-Event-ID': 'The id of the last event that was seen: the stream goes on after it.',
  'mcp-protocol-version': 'The revision of the protocol that the client speaks.',
  'mcp-method': 'The method of the message, repeated for proxies.',
  'mcp-name': 'The tool or resource of the message, repeated for proxies.',
}
