// Runs before anything is installed, on whatever Node is there: plain JavaScript that any version reads.
var OLDEST = 20

if (Number(process.versions.node.split('.')[0]) < OLDEST) {
  console.error(
    'Bulkhead needs Node ' +
      OLDEST +
      ' or newer, and this is ' +
      process.versions.node +
      ': install one from https://nodejs.org',
  )
  process.exit(1)
}
