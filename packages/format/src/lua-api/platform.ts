import { field, luaFunction, parameter, result } from './schema.ts'
import type { LuaModule } from './schema.ts'

const data = parameter('data', 'string', 'text or bytes')

export const timer: LuaModule = {
  name: 'timer',
  summary: 'Calls functions later.',
  notes: ['256 timers at once. They outlive navigation and end with the app. A callback has 500,000 instructions.'],
  functions: [
    luaFunction('timer.after', 'Calls a function once.', {
      parameters: [
        parameter('milliseconds', 'number', 'at least 1', { max: 2_147_483_647 }),
        parameter('callback', 'fun()', 'called once'),
      ],
      results: [result('timer', 'integer', 'for timer.cancel')],
      raises: ['timer.too_many'],
      example: 'local id = timer.after(1000, function() print("1 second elapsed") end)',
    }),
    luaFunction('timer.every', 'Calls a function again and again.', {
      parameters: [
        parameter('milliseconds', 'number', 'at least 16', { max: 2_147_483_647 }),
        parameter('callback', 'fun()', 'not called while an earlier call of it still waits'),
      ],
      results: [result('timer', 'integer', 'for timer.cancel')],
      raises: ['timer.too_many'],
      example: 'local id = timer.every(500, tick)',
    }),
    luaFunction('timer.cancel', 'Ends a timer.', {
      parameters: [parameter('timer', 'integer', 'what timer.after or timer.every answered')],
      results: [result('was_running', 'boolean')],
      example: 'timer.cancel(id)',
    }),
  ],
}

export const json: LuaModule = {
  name: 'json',
  summary: 'Texts in JSON.',
  notes: [
    'At most 32 levels deep. Whole numbers are exact or refused, as are tables with gaps or with keys of several kinds, cycles, NaN and infinities, and text that is not UTF-8.',
    '`{}` is an empty object and `json.array({})` an empty list; `null` is `json.null`, because a field that is nil is not there.',
  ],
  functions: [
    luaFunction('json.encode', 'Makes a text of a value.', {
      parameters: [parameter('value', 'any', 'tables, strings, numbers, booleans, json.null')],
      results: [result('text', 'string')],
      raises: ['json.invalid_value', 'limit.nesting', 'limit.string'],
      example: 'local text = json.encode({ name = "John", tags = { "lua", "mosis" } })',
    }),
    luaFunction('json.decode', 'Reads a text.', {
      parameters: [parameter('text', 'string', 'JSON in UTF-8')],
      results: [result('value', 'any')],
      fails: ['json.syntax'],
      example: 'local data = json.decode(text)',
    }),
    luaFunction('json.array', 'Marks a table as a list, so that it is written as one even when it is empty.', {
      parameters: [parameter('list?', 'table', 'a new table unless given')],
      results: [result('list', 'table', 'the same table')],
      example: 'local list = json.array({})',
    }),
  ],
  fields: [field('null', 'userdata', 'stands for null')],
}

export const base64: LuaModule = {
  name: 'base64',
  summary: 'Bytes as letters, in the standard alphabet with padding.',
  functions: [
    luaFunction('base64.encode', 'Makes base64 of bytes.', {
      parameters: [data],
      results: [result('text', 'string')],
      example: 'local text = base64.encode("hello")',
    }),
    luaFunction('base64.decode', 'Reads base64; only its one proper form is taken.', {
      parameters: [parameter('text', 'string', 'base64')],
      results: [result('data', 'string')],
      fails: ['base64.invalid'],
      example: 'storage.write("photo.jpg", base64.decode(image.data))',
    }),
  ],
}

const digest = (name: string, summary: string) =>
  luaFunction(`crypto.${name}`, summary, {
    parameters: [data],
    results: [result('digest', 'string', 'lower-case hex')],
    example: `local hash = crypto.${name}("hello world")`,
  })

export const crypto: LuaModule = {
  name: 'crypto',
  summary: 'Digests and secure randomness.',
  functions: [
    digest('sha256', 'SHA-256 of bytes.'),
    digest('sha512', 'SHA-512 of bytes.'),
    digest('md5', 'MD5 of bytes; not for security.'),
    luaFunction('crypto.hmac', 'The keyed digest (HMAC) of a message.', {
      parameters: [
        parameter('algorithm', '"sha256"|"sha512"|"md5"', 'which digest'),
        parameter('key', 'string', 'the secret'),
        parameter('data', 'string', 'the message'),
      ],
      results: [result('digest', 'string', 'lower-case hex')],
      example: 'local mac = crypto.hmac("sha256", "secret key", "message")',
    }),
    luaFunction('crypto.random', 'Random bytes, as base64.', {
      parameters: [parameter('bytes', 'integer', 'how many', { min: 1, max: 65_536 })],
      results: [result('text', 'string')],
      example: 'local token = crypto.random(32)',
    }),
    luaFunction('crypto.uuid', 'A random identifier (UUID, version 4).', {
      results: [result('uuid', 'string')],
      example: 'local id = crypto.uuid()',
    }),
  ],
}

export const permissionsModule: LuaModule = {
  name: 'permissions',
  summary: 'Asks the person.',
  notes: [
    'Normal permissions hold once the manifest declares them. Dangerous ones are asked for; those of camera, microphone and location only within 5 seconds of a touch.',
    'The answer is remembered until the person changes it or the app is uninstalled. Without a screen everything that would be asked is denied.',
  ],
  functions: [
    luaFunction('permissions.request', 'Asks for a permission, unless it is granted already.', {
      parameters: [parameter('permission', 'string', 'its name, as in the manifest')],
      results: [result('granted', 'boolean')],
      waits: true,
      raises: ['permission.unknown', 'permission.undeclared'],
      fails: ['permission.denied', 'permission.gesture_required'],
      failsIn: 'false, message',
      example: 'if permissions.request("camera") then camera.start({ target = "preview" }) end',
    }),
  ],
}

const screenPath = parameter('path', 'string', 'begins at `assets/`, or with "/" at the package, or with "/system/"')

export const navigation: LuaModule = {
  name: 'navigation',
  isGlobal: true,
  summary: 'Screens, texts, and further files of the package.',
  functions: [
    luaFunction('navigateTo', 'Shows another screen once the running handler has ended.', {
      parameters: [screenPath],
      results: [result('is_going', 'true')],
      raises: ['navigation.not_found', 'path.outside'],
      example: 'navigateTo("screens/settings.rml")',
    }),
    luaFunction('goBack', 'Shows the screen before this one; on the first screen it does nothing.', {
      results: [result('is_going', 'boolean')],
      example: 'goBack()',
    }),
    luaFunction('goHome', 'Shows the first screen.', { results: [result('is_going', 'boolean')], example: 'goHome()' }),
    luaFunction('getCurrentScreen', 'The path of the screen that is shown.', {
      results: [result('path', 'string?')],
      example: 'local screen = getCurrentScreen()',
    }),
    luaFunction('import', 'Runs another file once and answers the value that it returned.', {
      parameters: [{ ...screenPath, summary: 'a Lua file; begins at `assets/`, or with "/" at the package' }],
      results: [result('value', 'any')],
      raises: ['import.not_found', 'import.circular', 'path.outside'],
      example: 'local notes = import("scripts/notes.lua")',
    }),
    luaFunction('t', "The text of `locales/…` in the person's language.", {
      parameters: [
        parameter('key', 'string', 'as in the files of `locales/`'),
        parameter('values?', 'table<string, string|number>', 'what stands for `{name}`; `count` chooses the plural'),
      ],
      results: [result('text', 'string', 'the key itself when there is no such text')],
      example: 'local title = t("list.count", { count = 3 })',
    }),
  ],
}
