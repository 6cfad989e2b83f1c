/** The console, then commands to paste, one for each thing that Bulkhead does. */
export function welcome(url: string, key: string, console: string): string {
  return `
Bulkhead is ready on ${url}   (reference: ${url}/docs, Ctrl-C stops everything)
${console}

  export BULKHEAD=${url} KEY=${key}   # tenant acme

  # a grounded answer from acme's sample documents
  curl -s $BULKHEAD/v1/answers -H "authorization: Bearer $KEY" -H 'content-type: application/json' \\
    -d '{"question": "How long do I have to return unused goods?"}'

  # search
  curl -s $BULKHEAD/v1/search -H "authorization: Bearer $KEY" -H 'content-type: application/json' \\
    -d '{"query": "paint for an aluminium hull", "topK": 3}'

  # an OpenAI-compatible completion, streamed
  curl -sN $BULKHEAD/v1/chat/completions -H "authorization: Bearer $KEY" -H 'content-type: application/json' \\
    -d '{"stream": true, "messages": [{"role": "user", "content": "Hello"}]}'

  # a conversation: this one loses its connection after seven events, the next command reads the rest
  SESSION=$(curl -s $BULKHEAD/v1/sessions -H "authorization: Bearer $KEY" -H 'content-type: application/json' \\
    -d '{}' | grep -o 'sess_[0-9a-f]*')
  curl -sN $BULKHEAD/v1/sessions/$SESSION/messages -H "authorization: Bearer $KEY" -H 'content-type: application/json' \\
    -d '{"stream": true, "content": "Hello"}' | head -28 | tee answer.txt
  curl -sN $BULKHEAD/v1/sessions/$SESSION/messages/$(grep -om1 'msg_[0-9a-f]*' answer.txt)/stream \\
    -H "authorization: Bearer $KEY" -H "last-event-id: $(awk '/^id/ {id = $2} /^$/ {last = id} END {print last}' answer.txt)"

  # a document of your own, and what is left of the limits
  curl -s $BULKHEAD/v1/documents -H "authorization: Bearer $KEY" -H 'content-type: application/json' \\
    -d '{"id": "hours", "title": "Opening hours", "text": "The shop opens at 8 on weekdays."}'
  curl -s $BULKHEAD/v1/usage -H "authorization: Bearer $KEY"

Keys of the other demo tenants: tenants/local-keys.json
`
}
