// Stands in for the offline voice's process where its package is not installed.
process.stdout.write('{"ready":false}\n')
