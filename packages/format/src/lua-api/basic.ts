import { field, luaFunction, parameter, result } from './schema.ts'
import type { LuaModule } from './schema.ts'

const value = parameter('value', 'any', 'any value')
const table = parameter('table', 'table', 'a table')

/** Globals of Lua 5.4 that stay, and what replaces those that do not. */
export const basic: LuaModule = {
  name: 'basic functions',
  isGlobal: true,
  isStandard: true,
  summary: 'Functions of Lua 5.4 itself.',
  notes: [
    '`_G` is the table of globals, `_VERSION` is "Lua 5.4".',
    'Running out of instructions, of time or of memory for the platform is no error that `pcall` could catch: it ends the handler.',
  ],
  functions: [
    luaFunction('print', 'Writes its arguments to the log, one line of at most 8 KiB.', {
      parameters: [parameter('...', 'any', 'what is written')],
      example: 'print("Started", 3)',
    }),
    luaFunction('type', 'The name of the type of a value.', {
      parameters: [value],
      results: [result('name', 'string')],
      example: 'type(3) == "number"',
    }),
    luaFunction('tonumber', 'Makes a number of a text.', {
      parameters: [value, parameter('base?', 'integer', 'from 2 to 36, for whole numbers', { min: 2, max: 36 })],
      results: [result('number', 'number?')],
      example: 'tonumber("ff", 16) == 255',
    }),
    luaFunction('tostring', 'Makes a text of any value.', {
      parameters: [value],
      results: [result('text', 'string')],
      example: 'tostring(1.5) == "1.5"',
    }),
    luaFunction('pairs', 'For loops over all keys of a table.', {
      parameters: [{ ...table, type: 'any' }],
      results: [result('next', 'function'), result('table', 'any'), result('key', 'any')],
      example: 'for key, value in pairs(settings) do print(key, value) end',
    }),
    luaFunction('ipairs', 'For loops over a list, up to the first nil.', {
      parameters: [{ ...table, type: 'any' }],
      results: [result('next', 'function'), result('table', 'any'), result('index', 'integer')],
      example: 'for index, name in ipairs(names) do print(index, name) end',
    }),
    luaFunction('next', 'The key behind a key of a table, and its value; nil behind the last one.', {
      parameters: [table, parameter('key?', 'any', 'nil begins')],
      results: [result('key', 'any'), result('value', 'any')],
      example: 'local is_empty = next(settings) == nil',
    }),
    luaFunction('pcall', 'Calls a function and catches its errors.', {
      parameters: [parameter('callback', 'any', 'the function'), parameter('...', 'any', 'its arguments')],
      results: [result('ok', 'boolean'), result('...', 'any')],
      example: 'local ok, problem = pcall(load_settings)',
    }),
    luaFunction('xpcall', 'Calls a function; a handler makes something of its error.', {
      parameters: [
        parameter('callback', 'any', 'the function'),
        parameter('handler', 'fun(error: any): any', 'given the error'),
        parameter('...', 'any', 'arguments of the function'),
      ],
      results: [result('ok', 'boolean'), result('...', 'any')],
      example: 'xpcall(load_settings, print)',
    }),
    luaFunction('assert', 'Raises an error unless the value is true.', {
      parameters: [value, parameter('message?', 'any', 'the error'), parameter('...', 'any', 'answered as they are')],
      results: [result('value', 'any'), result('...', 'any')],
      example: 'local data = assert(storage.read("data.json"))',
    }),
    luaFunction('error', 'Raises an error.', {
      parameters: [
        parameter('message?', 'any', 'the error'),
        parameter('level?', 'integer', 'whose place is added: 1 this function, 2 its caller, 0 none'),
      ],
      example: 'error("The list is empty", 2)',
    }),
    luaFunction('select', 'The arguments from one on, or how many there are.', {
      parameters: [
        parameter('index', 'integer|"#"', 'from 1; negative from the end'),
        parameter('...', 'any', 'arguments'),
      ],
      results: [result('...', 'any')],
      example: 'select("#", ...)',
    }),
    luaFunction('unpack', 'The elements of a list; the older name of table.unpack.', {
      parameters: [
        { ...table, type: 'any[]' },
        parameter('first?', 'integer', '1 unless given'),
        parameter('last?', 'integer', 'the length unless given'),
      ],
      results: [result('...', 'any')],
      example: 'local x, y = unpack(point)',
    }),
  ],
  fields: [field('_G', 'table', 'all globals'), field('_VERSION', 'string', '"Lua 5.4"')],
}

/** Globals and functions of standard Lua that do not exist, and what to do instead. */
export const removedGlobals: readonly { readonly name: string; readonly instead: string }[] = [
  { name: 'dofile', instead: 'Use import("scripts/x.lua")' },
  { name: 'loadfile', instead: 'Use import("scripts/x.lua")' },
  { name: 'load', instead: 'Write the code into a file of the package and use import("scripts/x.lua")' },
  { name: 'loadstring', instead: 'Write the code into a file of the package and use import("scripts/x.lua")' },
  { name: 'require', instead: 'Use import("scripts/x.lua"), or <script src="…"> in the head of the document' },
  { name: 'package', instead: 'Use import("scripts/x.lua")' },
  { name: 'rawget', instead: 'Index the table directly: there are no metatables' },
  { name: 'rawset', instead: 'Assign to the table directly: there are no metatables' },
  { name: 'rawequal', instead: 'Use ==: there are no metatables' },
  { name: 'rawlen', instead: 'Use #: there are no metatables' },
  { name: 'getmetatable', instead: 'Keep functions in tables and call them with the table as an argument' },
  { name: 'setmetatable', instead: 'Make objects with a function that fills a table with their functions' },
  { name: 'collectgarbage', instead: 'Remove it: memory is collected by itself' },
  {
    name: 'coroutine',
    instead: 'Call network.request and permissions.request directly: they wait without stopping the app',
  },
  { name: 'os', instead: 'Use timer for time that passes; files are in storage, there is no access to the system' },
  { name: 'io', instead: 'Use storage.read and storage.write' },
  { name: 'debug', instead: 'Use print and the traceback in the log' },
  { name: 'ffi', instead: 'Remove it: there is no access to native code' },
  { name: 'jit', instead: 'Remove it: there is no just-in-time compiler to control' },
  { name: 'newproxy', instead: 'Use a table' },
  { name: 'string.dump', instead: 'Remove it: compiled code cannot be loaded' },
]
