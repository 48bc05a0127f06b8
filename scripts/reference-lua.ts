// The pages of docs/reference/lua, made from the schema of the Lua API.
import { luaApi, luaErrors, luaFunctions, luaShapes, removedGlobals } from '../packages/format/src/lua-api.ts'
import type {
  LuaClass,
  LuaField,
  LuaFunction,
  LuaModule,
  LuaParameter,
  LuaShape,
} from '../packages/format/src/lua-api.ts'
import { findPermission } from '../packages/format/src/permissions.ts'

export interface LuaPage {
  /** Without folder and extension. */
  name: string
  title: string
  text: string
}

const cell = (text: unknown) => String(text).replaceAll('|', '\\|').replaceAll('\n', ' ')
const row = (...cells: unknown[]) => `| ${cells.map(cell).join(' | ')} |`
const table = (head: string[], rows: unknown[][]) =>
  [row(...head), row(...head.map(() => '---')), ...rows.map((cells) => row(...cells))].join('\n')
const code = (text: string) => `\`${text}\``
const codes = (list: readonly string[]) => list.map(code).join(', ')

const pageName = ({ name }: LuaModule) => name.toLowerCase().replaceAll(' ', '-')

/** A page for each module, and one that lists them. */
export function luaPages(): LuaPage[] {
  return [
    { name: 'index', title: 'Lua API', text: indexPage() },
    { name: 'errors', title: 'What Lua is told', text: errorPage() },
    ...luaApi.map((module) => ({ name: pageName(module), title: titleOf(module), text: luaPage(module) })),
  ]
}

const titleOf = ({ name, isGlobal, isStandard }: LuaModule) =>
  isGlobal && !isStandard ? `${name.charAt(0).toUpperCase()}${name.slice(1)}` : name

function indexPage(): string {
  const listed = (modules: readonly LuaModule[]) =>
    table(
      ['module', 'what it is for'],
      modules.map((module) => [`[${module.name}](${pageName(module)}.md)`, module.summary]),
    )
  return [
    'What an app finds in Lua 5.4. `mosis types` writes the same for editors. What messages begin with: [What Lua is told](errors.md).',
    '',
    'Wrong use and a missing permission raise an error, which `pcall` catches; failures of the world come back as `nil, message`, or in the',
    '`error` field where a function says so. Every message begins with a stable code. Functions that wait suspend their handler only.',
    '',
    listed(luaApi.filter(({ isStandard }) => !isStandard)),
    '',
    "## Lua's own",
    '',
    listed(luaApi.filter(({ isStandard }) => isStandard)),
    '',
    '## What does not exist',
    '',
    table(
      ['name', 'instead'],
      removedGlobals.map(({ name, instead }) => [code(name), instead]),
    ),
  ].join('\n')
}

function errorPage(): string {
  return [
    'The code in front of a message, what it means, and what to do. `mosis explain CODE` says the same.',
    '',
    table(
      ['code', 'meaning', 'what to do', 'from'],
      Object.entries(luaErrors).map(([name, { meaning, fix }]) => [
        code(name),
        meaning,
        `${fix}.`,
        codes(sourcesOf(name)),
      ]),
    ),
  ].join('\n')
}

/** The functions that name the code; of many, the first ones. */
function sourcesOf(name: string): string[] {
  const all = luaFunctions.filter(({ raises = [], fails = [] }) => raises.includes(name) || fails.includes(name))
  return all.slice(0, 3).map((fn) => fn.name)
}

/** What a module offers, as the text of a page. */
export function luaPage(module: LuaModule): string {
  const { isGlobal, name, summary, notes = [], functions, fields = [], classes = [], shapes = [] } = module
  return [
    summary,
    ...(notes.length > 0 ? ['', ...notes.map((note) => `- ${note}`)] : []),
    ...functions.flatMap((fn) => ['', ...functionPart(fn)]),
    ...(fields.length > 0 ? ['', '## Values', '', fieldTable(fields, isGlobal ? '' : `${name}.`)] : []),
    ...classes.flatMap((one) => ['', ...classPart(one)]),
    ...shapes.flatMap((shape) => ['', ...shapePart(shape)]),
  ].join('\n')
}

function functionPart(fn: LuaFunction, level = '##'): string[] {
  const { name, summary, parameters, results, example } = fn
  const facts = [...conditions(fn)]
  return [
    `${level} ${name}`,
    '',
    '```lua',
    `${name}(${parameters.map(signatureOf).join(', ')})${results.length > 0 ? ` -> ${results.map(({ name, type }) => (name === '...' ? '...' : `${name}: ${type}`)).join(', ')}` : ''}`,
    '```',
    '',
    summary,
    ...(parameters.length > 0
      ? [
          '',
          table(
            ['argument', 'type', 'meaning'],
            parameters.map((one) => [
              `${code(one.name)}${one.optional ? ' (optional)' : ''}`,
              code(one.type),
              meaningOf(one),
            ]),
          ),
        ]
      : []),
    ...results.flatMap(({ name: result, summary: meaning }) =>
      meaning === undefined ? [] : ['', `Answers ${code(result)}: ${meaning}.`],
    ),
    ...(facts.length > 0 ? ['', ...facts.map((fact) => `- ${fact}`)] : []),
    ...(example === undefined ? [] : ['', '```lua', example, '```']),
  ]
}

const signatureOf = ({ name, optional }: LuaParameter) => (optional ? `[${name}]` : name)

const failureForms = {
  'nil, message': 'as `nil, message`',
  'false, message': 'as `false, message`',
  'error field': 'in the `error` field',
}

function conditions({
  permissions = [],
  waits,
  raises = [],
  fails = [],
  failsIn = 'nil, message',
}: LuaFunction): string[] {
  const touched = permissions.some((name) => findPermission(name)?.needsGesture)
  return [
    ...(permissions.length > 0
      ? [
          `Needs the [permission](../permissions.md) ${permissions.map(code).join(' or ')}${touched ? ', which is asked for only within 5 seconds of a touch' : ''}.`,
        ]
      : []),
    ...(waits ? ['Waits: timers and other handlers run meanwhile.'] : []),
    ...(raises.length > 0 ? [`Raises ${codes(raises)}.`] : []),
    ...(fails.length > 0 ? [`Fails ${failureForms[failsIn]} with ${codes(fails)}.`] : []),
  ]
}

function classPart({ name, extends: parent, summary, fields, methods }: LuaClass): string[] {
  return [
    `## ${name}`,
    '',
    `${summary}${parent === undefined ? '' : ` It has all that ${code(parent)} has.`}`,
    ...(fields.length > 0 ? ['', fieldTable(fields, '')] : []),
    ...methods.flatMap((method) => ['', ...functionPart(method, '###')]),
  ]
}

function shapePart({ name, summary, fields }: LuaShape): string[] {
  return [`## ${name}`, '', `A table. ${summary}`, '', fieldTable(fields, '')]
}

function fieldTable(fields: readonly LuaField[], prefix: string): string {
  const isShape = luaShapes.some((shape) => shape.fields === fields)
  return table(
    ['name', 'type', 'meaning'],
    fields.map((field) => {
      const access =
        isShape || prefix !== '' ? (field.optional ? ' (optional)' : '') : field.isWritable ? ' (can be set)' : ''
      return [`${code(prefix + field.name)}${access}`, code(field.type), meaningOf(field)]
    }),
  )
}

const number = (value: number) => value.toLocaleString('en')

function meaningOf({ summary, min, max }: Pick<LuaField, 'summary' | 'min' | 'max'>): string {
  if (min !== undefined && max !== undefined) return `${summary}; ${number(min)} to ${number(max)}`
  if (min !== undefined) return `${summary}; at least ${number(min)}`
  return max === undefined ? summary : `${summary}; at most ${number(max)}`
}
