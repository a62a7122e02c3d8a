// Prints CONFIG.md and config.example.json from the schema of settings; with --check, fails when they are not current.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { environmentPrefix, settingsShape } from '#control'
import { type SettingLeaf, settingLeaves, unwrapped, wanted } from '#core/settings.ts'

const leaves = settingLeaves(settingsShape, environmentPrefix)
const defaults = settingsShape.parse({}) as Record<string, unknown>
const files: Readonly<Record<string, string>> = {
  'CONFIG.md': reference(),
  'config.example.json': `${JSON.stringify(defaults, null, 2)}\n`,
}
const isCheck = process.argv.includes('--check')
for (const [name, text] of Object.entries(files)) {
  const isCurrent = existsSync(name) && readFileSync(name, 'utf8') === text
  if (isCurrent) continue
  if (!isCheck) {
    writeFileSync(name, text)
    console.log(`wrote ${name}`)
  } else {
    console.error(`${name} is not current; run: node scripts/print-config.ts`)
    process.exitCode = 1
  }
}

function reference(): string {
  const rows = leaves.map(leaf => {
    const cells = [`\`${leaf.name}\``, `\`${leaf.envName}\``, takes(leaf), fallback(leaf), says(leaf)]
    return `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`
  })
  return `# Settings

Read from \`changming.config.json\` (or \`--config FILE\`), then from environment variables, which win. Anything left out takes
its default; \`config.example.json\` is the file that says nothing new. A wrong setting is refused at start, all mistakes together.
The master key itself may come from the environment as \`${environmentPrefix}_MASTER_KEY\` (64 hex digits), never from the file. No
child is given it, but whoever may read the memory of this program may read it: \`data/master.key\` of mode 600 is as safe.
This page is printed by \`node scripts/print-config.ts\`.

| setting | environment variable | takes | default | |
|---|---|---|---|---|
${rows.join('\n')}
`
}

function takes(leaf: SettingLeaf): string {
  return (wanted(leaf.schema) ?? 'text').replace(/^text: .*/s, 'text')
}

function fallback({ path }: SettingLeaf): string {
  const value = path.reduce<unknown>(
    (at, key) => (at as Record<string, unknown> | undefined)?.[key],
    defaults,
  )
  return value === undefined ? 'none' : `\`${JSON.stringify(value)}\``
}

function says({ schema }: SettingLeaf): string {
  return schema.description ?? unwrapped(schema).description ?? ''
}
