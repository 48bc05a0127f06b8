import { testApi } from '@mosis/device/test-api'
import { luaApi, removedGlobals } from '@mosis/format/lua-api'
import type { LuaClass, LuaField, LuaFunction, LuaModule, LuaResult, LuaShape } from '@mosis/format/lua-api'

/** Where the types of a project lie; the name begins with a dot, so they are never part of the package. */
export const typesFolder = '.mosis/types'
export const luaSettingsPath = '.luarc.json'

/**
 * The Lua API in the words of LuaCATS, a file for each module: the Lua language server of editors completes and checks by them.
 * Lua's own functions are known to it; those that do not exist in Mosis are marked so.
 */
export function writeLuaTypes(): Map<string, string> {
  const files = new Map<string, string>()
  for (const module of luaApi) {
    if (!module.isStandard) files.set(`${module.name}.lua`, writeModule(module))
  }
  files.set('tests.lua', writeModule(testApi))
  const older = luaApi.flatMap(({ functions }) => functions).filter(({ name }) => name === 'unpack')
  files.set('lua.lua', join(['---@meta', ...older.map(writeFunction), ...removedGlobals.map(writeRemoved)]))
  return files
}

/** Settings of the Lua language server for a project. */
export function writeLuaSettings(): string {
  const missing = ['coroutine', 'os', 'io', 'debug', 'package', 'ffi', 'jit', 'bit', 'bit32', 'jit.profile', 'jit.util']
  const settings = {
    $schema: 'https://raw.githubusercontent.com/LuaLS/vscode-lua/master/setting/schema.json',
    'runtime.version': 'Lua 5.4',
    'runtime.builtin': Object.fromEntries(missing.map((name) => [name, 'disable'])),
    // What `import` and `<script>` name begins at `assets/`.
    'runtime.path': ['assets/?', 'assets/?.lua'],
    'runtime.special': { import: 'require' },
    'workspace.library': [typesFolder],
    'workspace.checkThirdParty': false,
    // An element that is looked up by its id is there, and what RML calls in `on…` attributes are globals.
    'diagnostics.disable': ['need-check-nil', 'lowercase-global'],
  }
  return `${JSON.stringify(settings, null, 2)}\n`
}

function writeModule({
  name,
  isGlobal,
  summary,
  notes = [],
  functions,
  fields = [],
  classes = [],
  shapes = [],
}: LuaModule) {
  const tables = new Set(functions.flatMap((fn) => tablesAround(fn.name)))
  if (!isGlobal) tables.add(name)
  return join([
    '---@meta',
    ...shapes.map(writeShape),
    ...classes.map(writeClass),
    ...[...tables]
      .sort()
      .map((table) => (table === name ? `${about([summary, ...notes])}\n${table} = {}` : `${table} = {}`)),
    ...fields.map(
      (field) => `${about([field.summary])}\n---@type ${field.type}\n${isGlobal ? '' : `${name}.`}${field.name} = nil`,
    ),
    ...functions.map(writeFunction),
  ])
}

/** `sensors` and `sensors.gyroscope` of `sensors.gyroscope.start`. */
function tablesAround(name: string): string[] {
  const parts = name.split('.').slice(0, -1)
  return parts.map((_, index) => parts.slice(0, index + 1).join('.'))
}

function writeShape({ name, summary, fields }: LuaShape): string {
  return [about([summary]), `---@class (exact) ${name}`, ...fields.map(writeField)].join('\n')
}

function writeClass({ name, extends: parent, summary, fields, methods, operators = [] }: LuaClass): string {
  return join([
    [
      about([summary]),
      `---@class ${name}${parent === undefined ? '' : `: ${parent}`}`,
      ...fields.map(writeField),
      ...operators.map((operator) => `---@operator ${operator}`),
      `local ${name} = {}`,
    ].join('\n'),
    ...methods.map(writeFunction),
  ]).trimEnd()
}

function writeField({ name, type, optional, summary, ...bounds }: LuaField): string {
  return `---@field ${name}${optional ? '?' : ''} ${type} ${summary}${writeBounds(bounds)}`
}

function writeFunction(fn: LuaFunction): string {
  const { name, summary, parameters, example } = fn
  return [
    about([summary, ...conditions(fn)]),
    ...(example === undefined ? [] : ['---```lua', `---${example}`, '---```']),
    ...parameters.map(
      ({ name: parameter, type, optional, summary: meaning, ...bounds }) =>
        `---@param ${parameter}${optional ? '?' : ''} ${type} ${meaning}${writeBounds(bounds)}`,
    ),
    ...writeResults(fn),
    `function ${name}(${parameters.map((parameter) => parameter.name).join(', ')}) end`,
  ].join('\n')
}

/** Failures come back behind the results. */
function writeResults({ results, fails = [], failsIn }: LuaFunction): string[] {
  const canFail = fails.length > 0 && failsIn !== 'error field'
  const isNilThen = canFail && (failsIn ?? 'nil, message') === 'nil, message'
  const write = ({ name, type, summary = '' }: LuaResult) => {
    const full = isNilThen && !type.endsWith('?') ? `${/[|]/.test(type) ? `(${type})` : type}?` : type
    return `---@return ${full} ${name === '...' ? '...' : name}${summary === '' ? '' : ` # ${summary}`}`
  }
  return [...results.map(write), ...(canFail ? ['---@return string? problem # why it failed, its code in front'] : [])]
}

function conditions({ permissions = [], waits, raises = [], fails = [] }: LuaFunction): string[] {
  return [
    ...(permissions.length > 0
      ? [`Needs the permission ${permissions.map((name) => `\`${name}\``).join(' or ')}.`]
      : []),
    ...(waits ? ['Waits: other handlers and timers run meanwhile.'] : []),
    ...(raises.length > 0 ? [`Raises ${codes(raises)}.`] : []),
    ...(fails.length > 0 ? [`Fails with ${codes(fails)}.`] : []),
  ]
}

function writeBounds({ min, max }: { min?: number; max?: number }): string {
  if (min !== undefined && max !== undefined) return ` (${min} to ${max})`
  if (min !== undefined) return ` (at least ${min})`
  return max === undefined ? '' : ` (at most ${max})`
}

/** Functions of Lua that the server knows are marked; whole libraries are switched off in its settings. */
function writeRemoved({ name, instead }: { name: string; instead: string }): string {
  return `---Does not exist in Mosis. ${instead}.\n---@deprecated\n${name} = nil`
}

const codes = (list: readonly string[]) => list.map((code) => `\`${code}\``).join(', ')
const about = (sentences: readonly string[]) => sentences.map((sentence) => `---${sentence}`).join('\n---\n')
const join = (parts: readonly string[]) => `${parts.join('\n\n')}\n`
