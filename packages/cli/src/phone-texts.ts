import { printable, table } from './output.ts'

/** An element, as far as it is printed. */
export interface TreeNode {
  tag: string
  elementId: string
  classes: readonly string[]
  states: readonly string[]
  text: string
  isGenerated: boolean
  children: TreeNode[]
}

export interface LogEntry {
  atMs: number
  kind: string
  text: string
  path?: string
  line?: number
}

export interface PhoneStatus {
  source: string
  status: string
  screen: string
  app: { name: string; version: string } | null
  surroundings: {
    width: number
    height: number
    dpRatio: number
    theme: string
    textScale: number
    locale: string
    network: string
    battery: { percent: number; isCharging: boolean }
  }
  question: { permission: string; description: string } | null
  problem: { message: string; path: string | null; line: number | null } | null
  stop: { title: string; message: string } | null
}

/** The tree with two spaces a level; parts that controls make are left out. */
export function describeTree({ root, path }: { root: TreeNode | null; path: string }): string {
  if (!root) return 'No document is open'
  const rows: string[] = [path]
  const walk = (node: TreeNode, depth: number) => {
    if (node.isGenerated) return
    const id = node.elementId === '' ? '' : `#${node.elementId}`
    const classes = node.classes.map((name) => `.${name}`).join('')
    const states = node.states.map((state) => `:${state}`).join('')
    const text = node.text === '' ? '' : `  ${printable(node.text)}`
    rows.push(`${'  '.repeat(depth)}${node.tag}${id}${classes}${states}${text}`)
    for (const child of node.children) walk(child, depth + 1)
  }
  walk(root, 0)
  return rows.join('\n')
}

/** One line for each thing that was said. */
export function describeLog(entries: readonly LogEntry[]): string {
  return entries
    .map(({ atMs, kind, text, path, line }) => {
      const place = path === undefined ? '' : `  ${path}${line === undefined ? '' : `:${line}`}`
      const word = kind === 'log' ? '' : `${kind} `
      return `${new Date(atMs).toTimeString().slice(0, 8)} ${word}${printable(text)}${place}`
    })
    .join('\n')
}

/** What is on the phone and around it, a line for each. */
export function describeStatus({
  app,
  status,
  screen,
  surroundings,
  source,
  question,
  problem,
  stop,
}: PhoneStatus): string {
  const { width, height, dpRatio, theme, textScale, locale, network, battery } = surroundings
  const rows = [
    ['app', app ? `${app.name} ${app.version}, ${status}` : status],
    ['project', source],
    ['screen', screen],
    ['size', `${width} × ${height}, ${dpRatio} px a dp, text ${Math.round(textScale * 100)} %`],
    [
      'settings',
      `${theme}, ${locale}, ${network}, battery ${battery.percent} %${battery.isCharging ? ', charging' : ''}`,
    ],
  ]
  if (question) rows.push(['asked', `${question.permission}: ${question.description}`])
  if (stop) rows.push(['stopped', `${stop.title}: ${stop.message}`])
  if (problem) {
    const place = problem.path === null ? '' : ` (${problem.path}${problem.line === null ? '' : `:${problem.line}`})`
    rows.push(['mistake', `${problem.message}${place}`])
  }
  return printable(table(rows))
}
