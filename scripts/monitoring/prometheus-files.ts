// The rules as Prometheus reads them, and the cases by which promtool tests them.
import { alertGroups, alerts, recordingGroups } from '../../monitoring/rules/groups.ts'
import type { Alert, Case } from '../../monitoring/rules/rule.ts'
import { type Value, yaml } from './yaml.ts'

const head = '# Written by node scripts/print-monitoring.ts from monitoring/rules: change it there.\n'

/** `runbooks`: where docs/runbooks is read, as a folder's address without its last slash. */
export function prometheusFiles(runbooks: string): Record<string, string> {
  return {
    'rules/recording.yml': head + yaml({ groups: recordingGroups as unknown as Value }),
    'rules/alerts.yml':
      head +
      yaml({
        groups: alertGroups.map(group => ({
          ...group,
          rules: group.rules.map(alert => ruleOf(alert, runbooks)),
        })),
      }),
    'tests/alerts.test.yml': head + yaml(testsOf(runbooks)),
  }
}

function ruleOf(alert: Alert, runbooks: string): Value {
  const { name, severity, expr } = alert
  return {
    alert: name,
    expr,
    for: alert.for,
    labels: { severity },
    annotations: annotationsOf(alert, runbooks),
  }
}

function annotationsOf({ en, zh, runbook }: Alert, runbooks: string): Record<string, string> {
  return {
    summary: en.summary,
    summary_zh: zh.summary,
    description: en.description,
    description_zh: zh.description,
    runbook_url: `${runbooks}/${runbook}.md`,
  }
}

function testsOf(runbooks: string): Value {
  return {
    rule_files: ['../rules/recording.yml', '../rules/alerts.yml'],
    evaluation_interval: '15s',
    group_eval_order: [...recordingGroups, ...alertGroups].map(({ name }) => name),
    tests: alerts.flatMap(alert => [
      testOf(alert, `${alert.name} fires`, alert.fires, [expectedOf(alert, runbooks)]),
      testOf(alert, `${alert.name} stays quiet`, alert.quiet, []),
    ]),
  }
}

function testOf({ name }: Alert, sentence: string, { series, at }: Case, expected: readonly Value[]): Value {
  return {
    name: sentence,
    interval: '15s',
    input_series: Object.entries(series).map(([each, values]) => ({ series: each, values })),
    alert_rule_test: [{ eval_time: at, alertname: name, exp_alerts: expected }],
  }
}

/** What Prometheus makes of the templates, given the labels and the value that the case tells. */
function expectedOf(alert: Alert, runbooks: string): Value {
  const { labels, value = '' } = alert.fires
  const filled = (text: string) =>
    text
      .replace(/\{\{ \$labels\.(\w+) \}\}/g, (_, label: string) => labels[label] ?? '')
      .replace(/\{\{ \$value[^}]*\}\}/g, value)
  const annotations = Object.entries(annotationsOf(alert, runbooks))
  return {
    exp_labels: { severity: alert.severity, ...labels },
    exp_annotations: Object.fromEntries(annotations.map(([name, text]) => [name, filled(text)])),
  }
}
