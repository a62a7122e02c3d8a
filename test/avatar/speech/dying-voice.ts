// Stands in for the offline voice's process: it says that it is ready, and dies of the first thing it is asked.
process.stdout.write('{"ready":true}\n')
process.stdin.once('data', () => process.exit(3))
