import type { LuaClass, LuaField, LuaFunction, LuaModule, LuaParameter, LuaShape } from '@mosis/format/lua-api'
import { givenFields } from './words.ts'

const query = parameter('query', 'ElementQuery', 'a text that stands on it, or a table that says more')
const element = parameter('element', 'ElementQuery|TestElement', 'the element, or what to look for')
const text = parameter('text', 'string', 'what is typed')
const milliseconds = parameter('milliseconds', 'number', "of the app's own time")
const held = parameter('milliseconds?', 'number', 'how long; 600 without it')
const direction = parameter('direction', '"left"|"right"|"up"|"down"', 'where the finger goes')
const distance = parameter('distance?', 'number', 'in px; 200 without it')
const option = parameter('option', 'string', 'its text or value')
const value = parameter('value', 'number', 'where it should stand')
const key = parameter('key', 'string', 'such as `enter`, `escape`, `left`, `F1` or `a`')
const modifiers = parameter('modifiers?', 'string[]', 'of ctrl, shift, alt, meta')
const name = parameter('name', 'string', 'what is so, as a sentence')
const body = parameter('body', 'fun(app: TestApp)', 'the test')
const given = parameter('given', 'Given', 'the world in which the test finds its app')
const other = parameter('value', 'any', 'what it should be')

const gestures = (owner: string, of: string): LuaFunction[] => [
  method(owner, 'find', `The first element ${of} that fits; fails when there is none.`, [query], 'TestElement'),
  method(owner, 'find_all', `Every element ${of} that fits, perhaps none.`, [query], 'TestElement[]'),
  method(owner, 'has', `Whether a person sees such an element ${of}.`, [query], 'boolean'),
]

const testElement: LuaClass = {
  name: 'TestElement',
  summary:
    'An element on the screen. What it says is read anew each time; when the app replaced it, it is looked up again.',
  fields: [
    field('id', 'string', 'its id, perhaps empty'),
    field('tag', 'string', 'such as `button`'),
    field('role', 'string?', 'what it is to a person, such as `button`, `field`, `heading`'),
    field('name', 'string', 'its label, text, placeholder or alternative text'),
    field('text', 'string', 'what a person reads in it'),
    field('value', 'string?', 'of a form control'),
    field('class', 'string', 'its classes with blanks between'),
    field('visible', 'boolean', 'a person can see it'),
    field('checked', 'boolean', 'a checkbox or radio button that is on'),
    field('selected', 'boolean', 'a chosen option or tab'),
    field('enabled', 'boolean', 'it takes input'),
    field('disabled', 'boolean', 'it takes none'),
    field('focused', 'boolean', 'it has the focus'),
    field('exists', 'boolean', 'it is still on the screen'),
  ],
  methods: [
    method('TestElement', 'tap', 'Taps it.'),
    method('TestElement', 'double_tap', 'Taps it twice.'),
    method('TestElement', 'long_press', 'Holds a finger on it.', [held]),
    method('TestElement', 'type', 'Types into it, at its end.', [text]),
    method('TestElement', 'fill', 'Types into it in place of what stands there.', [text]),
    method('TestElement', 'clear', 'Empties it.'),
    method('TestElement', 'choose', 'Chooses an option of a select.', [option]),
    method('TestElement', 'slide', 'Moves a slider.', [value]),
    method('TestElement', 'swipe', 'Swipes over it.', [direction, distance]),
    method('TestElement', 'drag_to', 'Drags it onto another element.', [element]),
    method('TestElement', 'key', 'Presses a key in it.', [key, modifiers]),
    method(
      'TestElement',
      'attribute',
      'An attribute of it.',
      [parameter('name', 'string', 'such as `type`')],
      'string?',
    ),
    method(
      'TestElement',
      'style',
      'A property as its styles make it.',
      [parameter('property', 'string', 'such as `color`')],
      'string?',
    ),
    ...gestures('TestElement', 'inside it'),
  ],
}

const testApp: LuaClass = {
  name: 'TestApp',
  summary: 'The app that a test was given, freshly installed and opened.',
  fields: [
    field('screen', 'string', 'the document on the screen, such as `main.rml`'),
    field('title', 'string', 'its title'),
    field('text', 'string', 'everything that a person reads, line by line'),
    field('now', 'number', "milliseconds of the app's time since it was opened"),
    field(
      'ended',
      '{ reason: string, code: string?, message: string? }?',
      'how the app ended by itself; a test that reads it expects that',
    ),
  ],
  methods: [
    ...gestures('TestApp', 'on the screen'),
    method('TestApp', 'tap', 'Taps an element.', [element]),
    method('TestApp', 'double_tap', 'Taps an element twice.', [element]),
    method('TestApp', 'long_press', 'Holds a finger on an element.', [element, held]),
    method('TestApp', 'type', 'Types into an element, or, with the text alone, where the focus is.', [
      element,
      parameter('text?', 'string', 'what is typed'),
    ]),
    method('TestApp', 'fill', 'Types into an element in place of what stands there.', [element, text]),
    method('TestApp', 'choose', 'Chooses an option of a select.', [element, option]),
    method('TestApp', 'slide', 'Moves a slider.', [element, value]),
    method('TestApp', 'swipe', 'Swipes over the screen.', [direction, distance]),
    method('TestApp', 'key', 'Presses a key where the focus is.', [key, modifiers]),
    method(
      'TestApp',
      'press',
      'Presses a button of the phone; answers whether `back` led back.',
      [parameter('button', '"back"|"home"', 'which')],
      'boolean?',
    ),
    method('TestApp', 'open', 'Opens the app again after `home`.'),
    method('TestApp', 'restart', 'Stops the app and starts it again; what it keeps stays.'),
    method('TestApp', 'advance', 'Lets time go by: timers that are due run, nobody waits.', [milliseconds]),
    method('TestApp', 'settle', 'Lets time go by until no timer waits any more.', [
      parameter('milliseconds?', 'number', 'at most; 5,000 without it'),
    ]),
    method(
      'TestApp',
      'screenshot',
      'Draws the screen into tests/__screenshots__ when the test is over, where there is a Chromium.',
      [parameter('name', 'string', 'of the file, without .png')],
    ),
    method('TestApp', 'tree', 'The elements on the screen as text.', [], 'string'),
    method(
      'TestApp',
      'log',
      'What the app printed, and its errors.',
      [parameter('level?', '"info"|"warning"|"error"', 'only these')],
      'LogEntry[]',
    ),
    method(
      'TestApp',
      'errors',
      'The errors that the app ran into; a test that reads them expects them.',
      [],
      'LogEntry[]',
    ),
    method(
      'TestApp',
      'storage',
      'What the app keeps in a file, or, without a path, the paths of all its files.',
      [parameter('path?', 'string', 'as the app writes it')],
      'string|string[]|nil',
    ),
    method(
      'TestApp',
      'rows',
      'The first 200 rows of a table in a database of the app, each by the names of its columns; values are texts.',
      [parameter('database', 'string', 'such as `notes.db`'), parameter('table', 'string', 'its name')],
      'table<string, string>[]',
    ),
    method(
      'TestApp',
      'calls',
      'How often the app called a function of the platform, or how often each.',
      [parameter('name?', 'string', 'such as `network.request`')],
      'integer|table<string, integer>',
    ),
    method('TestApp', 'requests', 'The requests that the app made, oldest first.', [], 'SeenRequest[]'),
    method('TestApp', 'usage', 'What the app has used of its limits.', [], 'TestUsage'),
    method(
      'TestApp',
      'handlers',
      'The last handlers that ran, oldest first, each with its share of its limit.',
      [],
      'HandlerRun[]',
    ),
    method('TestApp', 'network', 'Gives the answer to a request from now on.', [
      parameter(
        'request',
        'string',
        'such as `GET https://api.example.com/list` or `WS wss://chat.example.com/room`; `*` stands for anything',
      ),
      parameter('answer', 'any', 'a text, a status, a table, or several answers'),
    ]),
    method('TestApp', 'offline', 'Takes the network away, or gives it back.', [
      parameter('is_offline?', 'boolean', 'true without it'),
    ]),
    method('TestApp', 'receive', 'Says something to the app on its open WebSockets with this address.', [
      parameter('url', 'string', 'such as `wss://chat.example.com/room`; `*` stands for anything'),
      parameter('message', 'string', 'what it hears'),
    ]),
    method('TestApp', 'hang_up', 'Ends the open WebSockets with this address from the other side.', [
      parameter('url', 'string', 'as with `receive`'),
      parameter('code?', 'integer', 'why, 1000 to 4999; 1000 without it'),
    ]),
    method(
      'TestApp',
      'sent',
      'What the app sent on its WebSockets, oldest first.',
      [parameter('url?', 'string', 'only on those with this address')],
      'string[]',
    ),
    method('TestApp', 'permission', 'What the person answers from now on.', [
      parameter('permission', 'string', 'such as `camera`'),
      parameter('answer', '"granted"|"allow"|"deny"', 'granted holds without asking'),
    ]),
    method('TestApp', 'asked', 'The permissions that the person was asked for, oldest first.', [], 'string[]'),
    method('TestApp', 'set', 'Changes what surrounds the app.', [
      parameter('given', 'Given', 'its locale, theme, viewport, text_size or network'),
    ]),
    method('TestApp', 'provide', 'Changes what camera, location and so on give.', [
      parameter('sources', 'Sources', 'what is different'),
    ]),
    method(
      'TestApp',
      'phone',
      'What the app did with the phone.',
      [],
      '{ clipboard: string?, notifications: table[], contacts: table[]?, cameras: integer, microphones: integer }',
    ),
  ],
}

const expectation: LuaClass = {
  name: 'Expectation',
  summary:
    'What a test expects of a value, an element or the app. The test fails when it is not so; the message says what is there.',
  fields: [],
  methods: [
    method('Expectation', 'equals', 'The value is this, through and through.', [other]),
    method('Expectation', 'contains', 'A text has this part, a list this element.', [other]),
    method('Expectation', 'is_nil', 'The value is nil.'),
    method('Expectation', 'is_true', 'The value is true.'),
    method('Expectation', 'is_false', 'The value is false.'),
    method('Expectation', 'is_above', 'A number is greater.', [parameter('limit', 'number', 'than this')]),
    method('Expectation', 'is_below', 'A number is smaller.', [parameter('limit', 'number', 'than this')]),
    method('Expectation', 'is_between', 'A number is one of these or between them.', [
      parameter('low', 'number', 'at least'),
      parameter('high', 'number', 'at most'),
    ]),
    method('Expectation', 'has_length', 'A list or text has so many.', [parameter('length', 'integer', 'how many')]),
    method('Expectation', 'has_text', 'An element says exactly this.', [
      parameter('text', 'string', 'what a person reads'),
    ]),
    method('Expectation', 'has_value', 'A form control has this value.', [parameter('value', 'string', 'the value')]),
    method('Expectation', 'has_name', 'An element is called this.', [parameter('name', 'string', 'its name')]),
    method('Expectation', 'shows', 'The app shows such an element.', [query]),
    method('Expectation', 'is_on', 'The app is on this screen.', [parameter('screen', 'string', 'such as `main.rml`')]),
    method('Expectation', 'matches_snapshot', 'The app or the element is as in the kept snapshot.', [
      parameter('name?', 'string', 'one of several in a test'),
    ]),
    ...['visible', 'hidden', 'checked', 'selected', 'enabled', 'disabled', 'focused'].map((state) =>
      method('Expectation', `is_${state}`, `An element is ${state}.`),
    ),
  ],
}

const shapes: LuaShape[] = [
  {
    name: 'ElementTable',
    summary: 'What an element is looked for by; all that is given must hold.',
    fields: [
      field('id?', 'string', 'its id'),
      field('text?', 'string', 'what stands in it or its name: all of it where there is such an element, else a part'),
      field('role?', 'string', 'what it is to a person: button, field, checkbox, select, heading, item …'),
      field('name?', 'string', 'its label, text, placeholder or alternative text'),
      field('selector?', 'string', 'as in RCSS'),
      field('index?', 'integer', 'which of several, from 1'),
    ],
  },
  {
    name: 'Given',
    summary: 'The world in which a test finds its app.',
    fields: Object.entries(givenFields).map(([field, summary]) => ({
      name: field,
      type: givenTypes(field),
      optional: true as const,
      summary,
    })),
  },
  {
    name: 'Sources',
    summary: 'What the phone sees and feels; `false` for a thing that it does not have.',
    fields: [
      field('picture?', 'string|false', 'what the camera sees: a PNG or JPEG in the folder tests'),
      field('sound?', 'string|false', 'what the microphone hears: a WAV file in the folder tests'),
      field(
        'position?',
        'table|false',
        'latitude, longitude and perhaps accuracy, altitude, speed, heading; several with `at` in milliseconds make a way',
      ),
      field(
        'readings?',
        'table',
        'of accelerometer, gyroscope, magnetometer (x, y, z) and heartrate (bpm); several with `at`',
      ),
      field('clipboard?', 'string|false', 'what was copied before'),
      field('notifications?', 'false', 'the phone shows none'),
      field('contacts?', 'table[]|false', 'people, each with name, phone, email'),
      field('devices?', 'table[]|false', 'Bluetooth devices nearby, each with name and address'),
    ],
  },
  {
    name: 'LogEntry',
    summary: 'A line that the app printed, or an error.',
    fields: [
      field('level?', 'string', 'info, warning or error'),
      field('text?', 'string', 'what it says'),
      field('code?', 'string', 'of an error'),
      field('message?', 'string', 'of an error'),
      field('path?', 'string', 'the file'),
      field('line?', 'integer', 'the line in it'),
    ],
  },
  {
    name: 'SeenRequest',
    summary: 'A request that the app made.',
    fields: [
      field('method', 'string', 'such as GET'),
      field('url', 'string', 'the whole address'),
      field('headers', 'table<string, string>', 'as sent'),
      field('body', 'string', 'perhaps empty'),
      field('status?', 'integer', 'of the answer'),
      field('error?', 'string', 'why there was none'),
    ],
  },
  {
    name: 'TestUsage',
    summary: 'What an app has used of its limits.',
    fields: [
      field('instructions', 'integer', 'since it was opened'),
      field('last_action', 'integer', 'instructions of everything that the last action set going'),
      field('memory_bytes', 'integer', 'of Lua now'),
      field('peak_memory_bytes', 'integer', 'of Lua at most'),
      field('waiting', 'integer', 'handlers that wait'),
      field('cut_offs', 'integer', 'handlers that were cut off'),
    ],
  },
  {
    name: 'HandlerRun',
    summary: 'What one handler used.',
    fields: [
      field('name', 'string', 'what it ran for, such as `click button#add`'),
      field('kind', '"load"|"event"|"timer"', 'which limit holds'),
      field('instructions', 'integer', 'that it used'),
      field('limit', 'integer', 'that it might use'),
      field('path?', 'string', 'the file'),
      field('line?', 'integer', 'the line in it'),
      field('error?', 'string', 'the code of the error that ended it'),
    ],
  },
]

/** What a test file finds in Lua beside Lua's own functions, `json`, `base64`, `print` and `import`; as data, for editors and the reference. */
export const testApi: LuaModule = {
  name: 'tests',
  isGlobal: true,
  summary: 'What a file in the folder `tests` finds in Lua. `mosis test` runs it.',
  notes: [
    'Each test gets the app in a fresh place. Time stands still until the test lets it go by, chance falls the same way every time, and the network gives only the answers that the test says.',
    'Whatever a person does is over when the call comes back: handlers have run, requests are answered, the next screen is open.',
    'An error of the app fails the test, unless the test reads it with `app:errors()`.',
  ],
  functions: [
    fn('test', 'Declares a test.', [
      name,
      parameter('given', 'Given|fun(app: TestApp)', 'the world in which the test finds its app; may be left out'),
      parameter('body?', 'fun(app: TestApp)', 'the test'),
    ]),
    fn('skip', 'Declares a test that is not run now; the result says so.', [name, body]),
    fn('only', 'Declares a test; those of the file that are not declared so are not run.', [name, body]),
    fn('setup', 'Says for all tests of the file in which world they find their app.', [given]),
    fn('before_each', 'Does something before every test of the file.', [
      parameter('run', 'fun(app: TestApp)', 'what is done'),
    ]),
    {
      ...fn('expect', 'Expects something of a value, an element or the app.', [
        parameter('value', 'any', 'what is looked at'),
      ]),
      results: [{ name: 'expectation', type: 'Expectation' }],
    },
    {
      ...fn('expect_not', 'Expects that something is not so.', [parameter('value', 'any', 'what is looked at')]),
      results: [{ name: 'expectation', type: 'Expectation' }],
    },
  ],
  classes: [testApp, testElement, expectation],
  shapes,
}

function givenTypes(name: string): string {
  const types: Record<string, string> = {
    theme: '"light"|"dark"',
    viewport: '{ width: number?, height: number?, density: number? }',
    text_size: 'number',
    permissions: 'string[]|table<string, "granted"|"allow"|"deny">',
    network: 'table<string, any>|"offline"',
    storage: 'table<string, any>',
    sources: 'Sources',
  }
  return types[name] ?? 'string'
}

function parameter(name: string, type: string, summary: string): LuaParameter {
  const isOptional = name.endsWith('?')
  return {
    name: isOptional ? name.slice(0, -1) : name,
    type: type.replace('ElementQuery', 'string|ElementTable'),
    ...(isOptional && { optional: true }),
    summary,
  }
}

function field(name: string, type: string, summary: string): LuaField {
  return parameter(name, type, summary)
}

function fn(name: string, summary: string, parameters: readonly LuaParameter[]): LuaFunction {
  return { name, summary, parameters, results: [] }
}

function method(
  owner: string,
  name: string,
  summary: string,
  parameters: readonly LuaParameter[] = [],
  answers?: string,
): LuaFunction {
  const results = answers === undefined ? [] : [{ name: 'result', type: answers }]
  return { name: `${owner}:${name}`, summary, parameters, results }
}
