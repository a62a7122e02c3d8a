// Stands in for an offline voice's process that hangs: it says that it is ready, and neither answers nor goes when it is asked to.
process.on('SIGTERM', () => {})
process.stdout.write('{"ready":true}\n')
process.stdin.resume().on('end', () => {})
