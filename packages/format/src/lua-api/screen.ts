import { elementClasses } from './elements.ts'
import { formClasses } from './forms.ts'
import { field, luaFunction, parameter, result, writable } from './schema.ts'
import type { LuaClass, LuaModule } from './schema.ts'

const eventClass: LuaClass = {
  name: 'Event',
  summary: 'What a handler is told. In an `on…` attribute it is the local `event`.',
  fields: [
    field('type', 'string', 'such as "click"'),
    field('target_element', 'Element', 'where it happened'),
    field('current_element', 'Element', 'whose handler runs'),
    field('parameters', 'table<string, any>', 'what the event carries'),
  ],
  methods: [
    luaFunction('Event:StopPropagation', 'No further element is told.', { example: 'event:StopPropagation()' }),
    luaFunction('Event:StopImmediatePropagation', 'No further handler is told.', {
      example: 'event:StopImmediatePropagation()',
    }),
  ],
}

const contextClass: LuaClass = {
  name: 'Context',
  summary: 'The screen of the app.',
  fields: [
    field('name', 'string', '"main"'),
    field('documents', 'Document[]', 'the current document'),
    field('focus_element', 'Element?', 'who gets the keys'),
    field('hover_element', 'Element?', 'what the pointer is over'),
    field('root_element', 'Element?', 'the body of the current document'),
    field('dimensions', 'Vector2i', 'width and height in px'),
    field('dp_ratio', 'number', 'px of one dp'),
  ],
  methods: [
    luaFunction('Context:OpenDataModel', 'Makes a table known to documents under a name.', {
      parameters: [
        parameter('name', 'string', 'what `data-model` names'),
        parameter('model', 'table', 'its variables and functions'),
      ],
      results: [result('model', 'table', 'what is written into it is shown')],
      raises: ['screen.model_too_large', 'screen.wrong_model'],
      example: 'model = document.context:OpenDataModel("counter", { count = 0 })',
    }),
    luaFunction('Context:CloseDataModel', 'Ends a data model; its views keep what they show.', {
      parameters: [parameter('name', 'string', 'its name')],
      example: 'document.context:CloseDataModel("counter")',
    }),
  ],
}

/** What documents are, and RmlUi's own globals beside them. */
export const documentModule: LuaModule = {
  name: 'document',
  isGlobal: true,
  summary: 'The current document, as RmlUi 6 has it. In `on…` attributes `event`, `element` and `document` are locals.',
  notes: [
    'What the screen refuses is raised as `screen.CODE` and can be caught.',
    'Searches and RML that is read cost instructions by their size.',
  ],
  functions: [],
  fields: [field('document', 'Document', 'the current document')],
  classes: [...elementClasses, ...formClasses, eventClass, contextClass],
  shapes: [
    {
      name: 'SelectOption',
      summary: 'An option of a `select`.',
      fields: [field('element', 'Element', 'the option'), field('value', 'string', 'its value')],
    },
  ],
}

export const rmlui: LuaModule = {
  name: 'rmlui',
  summary: "RmlUi's own module.",
  functions: [],
  fields: [
    field('contexts', 'table<string|integer, Context>', 'the one screen, under 1 and "main"'),
    field('key_identifier', 'table<string, integer>', 'numbers of keys, as in the parameters of key events'),
    field('key_modifier', 'table<string, integer>', 'numbers of Ctrl, Shift, Alt …'),
  ],
}

export const log: LuaModule = {
  name: 'Log',
  summary: 'Writes to the log with a level.',
  functions: [
    luaFunction('Log.Message', 'Writes a line.', {
      parameters: [
        parameter('type', 'integer', 'one of Log.logtype', { min: 0, max: 5 }),
        parameter('message', 'string', 'what is written'),
      ],
      example: 'Log.Message(Log.logtype.warning, "The cache is old")',
    }),
  ],
  fields: [field('logtype', 'table<string, integer>', 'always, error, assert, warning, info, debug')],
}

function vector(name: 'Vector2i' | 'Vector2f'): LuaModule {
  const isWhole = name === 'Vector2i'
  const part = isWhole ? 'integer' : 'number'
  return {
    name,
    summary: `Two ${isWhole ? 'whole numbers' : 'numbers'}, such as a place or a size.`,
    functions: [
      luaFunction(`${name}.new`, 'Makes one.', {
        parameters: [parameter('x', part, 'across'), parameter('y', part, 'down')],
        results: [result('vector', name)],
        example: `local place = ${name}.new(10, 20)`,
      }),
    ],
    classes: [
      {
        name,
        summary: 'Can be added, subtracted, multiplied and divided by a number, and compared.',
        fields: [
          writable('x', part, 'across'),
          writable('y', part, 'down'),
          field('magnitude', 'number', 'its length'),
        ],
        methods: isWhole
          ? []
          : [
              luaFunction('Vector2f:DotProduct', 'The dot product with another one.', {
                parameters: [parameter('vector', 'Vector2f', 'the other one')],
                results: [result('product', 'number')],
                example: 'direction:DotProduct(normal)',
              }),
              luaFunction('Vector2f:Normalise', 'The same direction, of length 1.', {
                results: [result('vector', 'Vector2f')],
                example: 'direction:Normalise()',
              }),
              luaFunction('Vector2f:Rotate', 'Turned about the origin.', {
                parameters: [parameter('radians', 'number', 'how far')],
                results: [result('vector', 'Vector2f')],
                example: 'direction:Rotate(math.pi / 2)',
              }),
            ],
        operators: [`add(${name}): ${name}`, `sub(${name}): ${name}`, `mul(number): ${name}`, `div(number): ${name}`],
      },
    ],
  }
}

function colour(name: 'Colourb' | 'Colourf'): LuaModule {
  const isWhole = name === 'Colourb'
  const part = isWhole ? 'integer' : 'number'
  const channels = ['red', 'green', 'blue', 'alpha']
  const range = isWhole ? { min: 0, max: 255 } : {}
  const bounds = isWhole ? 'from 0 to 255' : 'from 0 to 1'
  return {
    name,
    summary: `A colour, ${bounds}.`,
    functions: [
      luaFunction(`${name}.new`, 'Makes one.', {
        parameters: channels.map((channel) => parameter(channel, part, bounds, range)),
        results: [result('colour', name)],
        example: isWhole ? 'local red = Colourb.new(255, 0, 0, 255)' : 'local red = Colourf.new(1, 0, 0, 1)',
      }),
    ],
    classes: [
      {
        name,
        summary: isWhole ? 'Can be added, multiplied by a number, and compared.' : 'Can be compared.',
        fields: [
          ...channels.map((channel) => writable(channel, part, bounds)),
          field('rgba', part, 'all four numbers, as four values'),
        ],
        methods: [],
        ...(isWhole && { operators: [`add(${name}): ${name}`, `mul(number): ${name}`] }),
      },
    ],
  }
}

export const valueModules: readonly LuaModule[] = [
  vector('Vector2f'),
  vector('Vector2i'),
  colour('Colourb'),
  colour('Colourf'),
]
