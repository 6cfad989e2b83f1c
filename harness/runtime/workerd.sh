#!/bin/sh
# Runs the workerd named by WORKERD_BINARY and ends it when its parent has gone: workerd itself outlives a parent that was killed.
# The watching shell ends with workerd; both stay in the caller's process group. What it prints goes to WORKERD_OUTPUT, if that is set.
parent=$PPID
(
  while kill -0 "$parent" && kill -0 $$; do sleep 1; done
  kill -9 $$
) </dev/null >/dev/null 2>&1 3>&- &
if [ -n "$WORKERD_OUTPUT" ]; then exec >"$WORKERD_OUTPUT"; fi
exec "$WORKERD_BINARY" "$@"
