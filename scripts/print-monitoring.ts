// Writes what Prometheus and Grafana read from monitoring/rules and monitoring/boards; with --check, fails when it is not current.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import { grafanaFiles } from './monitoring/grafana-files.ts'
import { prometheusFiles } from './monitoring/prometheus-files.ts'

const { values } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    /** Where people read docs/runbooks, such as https://git.example.com/changming/blob/main/docs/runbooks */
    runbooks: { type: 'string', default: 'docs/runbooks' },
  },
})
const folders = {
  'monitoring/prometheus': prometheusFiles(values.runbooks.replace(/\/$/, '')),
  'monitoring/grafana': grafanaFiles(),
}
for (const [folder, files] of Object.entries(folders)) {
  for (const [name, text] of Object.entries(files)) {
    const file = `${folder}/${name}`
    if (existsSync(file) && readFileSync(file, 'utf8') === text) continue
    if (values.check) {
      console.error(`${file} is not current; run: node scripts/print-monitoring.ts`)
      process.exitCode = 1
    } else {
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, text)
      console.log(`wrote ${file}`)
    }
  }
}
