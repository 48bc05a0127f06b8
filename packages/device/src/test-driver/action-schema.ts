import { permissions } from '@mosis/format/permissions'
import { roles } from '@mosis/screen/role-names'
import { elementStates, givenFields, permissionAnswers } from './words.ts'

const duration = { type: 'number', minimum: 0, description: 'Milliseconds of the app’s own time.' }
const query = { $ref: '#/$defs/query' }
const answer = { $ref: '#/$defs/answer' }
const answers = { type: 'object', additionalProperties: { anyOf: [answer, { type: 'array', items: answer }] } }
const texts = { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] }
const states = Object.fromEntries(elementStates.map((state) => [state, { type: 'boolean' }]))
const permissionTable = {
  type: 'object',
  propertyNames: { enum: permissions.map(({ name }) => name) },
  additionalProperties: { enum: permissionAnswers },
}

/** The steps with what each takes. */
const steps = {
  tap: { ...query, description: 'Taps an element.' },
  double_tap: { ...query, description: 'Taps an element twice.' },
  long_press: { ...query, description: 'Holds a finger on an element.' },
  type: {
    description: 'Types where the focus is, or into a field, at its end.',
    anyOf: [{ type: 'string' }, object({ into: query, text: { type: 'string' } }, ['into', 'text'])],
  },
  fill: {
    description: 'Types into a field in place of what stands there.',
    ...object({ into: query, text: { type: 'string' } }, ['into', 'text']),
  },
  choose: {
    description: 'Chooses an option of a select by its text or value.',
    ...object({ in: query, option: { type: 'string' } }, ['in', 'option']),
  },
  slide: { description: 'Moves a slider.', ...object({ on: query, to: { type: 'number' } }, ['on', 'to']) },
  swipe: {
    description: 'Swipes over the screen or an element.',
    anyOf: [
      { $ref: '#/$defs/direction' },
      object({ direction: { $ref: '#/$defs/direction' }, on: query, distance: { type: 'number' } }, ['direction']),
    ],
  },
  key: { description: 'Presses a key, such as Enter, ArrowDown or a.', type: 'string' },
  press: { description: 'Presses a button of the phone.', enum: ['back', 'home'] },
  open: { description: 'Opens the app again after home was pressed.', const: true },
  restart: { description: 'Stops the app and starts it again; what it keeps stays.', const: true },
  screenshot: {
    description: 'Draws the screen into tests/__screenshots__, where there is a Chromium.',
    type: 'string',
    pattern: '^[A-Za-z0-9_-]{1,80}$',
  },
  advance: { ...duration, description: 'Lets so much of the app’s time go by, in milliseconds; nobody waits.' },
  wait: { ...duration, description: 'The same as advance.' },
  settle: { description: 'Lets time go by until no timer waits any more.', anyOf: [{ const: true }, duration] },
  network: { description: 'Answers from now on, by request.', ...answers },
  offline: { description: 'Takes the network away, or gives it back.', type: 'boolean' },
  receive: {
    description: 'What the app hears on its open WebSockets, by address.',
    type: 'object',
    additionalProperties: texts,
  },
  hang_up: { description: 'The address of the open WebSockets that end.', type: 'string' },
  permission: { description: 'What the person answers from now on.', ...permissionTable },
  expect: { $ref: '#/$defs/expect' },
}

/** A file of actions as JSON Schema 2020-12, for editors. */
export const testJsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://mosis.dev/schemas/test-v1.json',
  title: 'Mosis test',
  description: 'A test of a Mosis app, step by step: tests/NAME.json.',
  type: 'object',
  required: ['steps'],
  additionalProperties: false,
  properties: {
    $schema: { description: 'This schema, so that editors can help.', const: 'https://mosis.dev/schemas/test-v1.json' },
    name: { description: 'What is tested, as a sentence. Without it the name of the file.', type: 'string' },
    skip: { description: 'The test is not run, and the result says so.', type: 'boolean' },
    given: {
      description: 'The world in which the test finds the app.',
      type: 'object',
      additionalProperties: false,
      properties: {
        locale: { description: about('locale'), type: 'string' },
        theme: { description: about('theme'), enum: ['light', 'dark'] },
        viewport: {
          description: about('viewport'),
          ...object({ width: { type: 'number' }, height: { type: 'number' }, density: { type: 'number' } }),
        },
        text_size: { description: about('text_size'), type: 'number', minimum: 0.5, maximum: 3 },
        now: { description: about('now'), type: 'string', format: 'date-time' },
        seed: { description: about('seed'), type: 'string' },
        permissions: {
          description: about('permissions'),
          anyOf: [permissionTable, { type: 'array', items: { enum: permissions.map(({ name }) => name) } }],
        },
        network: { description: about('network'), anyOf: [{ const: 'offline' }, answers] },
        storage: { description: about('storage'), type: 'object' },
        sources: { description: about('sources'), type: 'object' },
      },
    },
    steps: {
      description: 'What is done and expected, one after the other.',
      type: 'array',
      minItems: 1,
      items: { type: 'object', minProperties: 1, maxProperties: 1, additionalProperties: false, properties: steps },
    },
  },
  $defs: {
    query: {
      description: 'Which element: a text that stands on it, or more about it.',
      anyOf: [
        { type: 'string' },
        object({
          id: { type: 'string', description: 'Its id.' },
          text: { type: 'string', description: 'What stands in it, or its name.' },
          role: { enum: roles, description: 'What it is to a person.' },
          name: { type: 'string', description: 'Its label, text, placeholder or alternative text.' },
          selector: { type: 'string', description: 'A selector as in RCSS.' },
          index: { type: 'integer', minimum: 1, description: 'Which of several.' },
          ms: { ...duration, description: 'How long it is pressed; only for long_press.' },
        }),
      ],
    },
    direction: { enum: ['left', 'right', 'up', 'down'] },
    answer: {
      description: 'What the network answers.',
      anyOf: [
        { type: 'string' },
        { type: 'integer' },
        object({
          status: { type: 'integer', minimum: 100, maximum: 599 },
          headers: { type: 'object', additionalProperties: { type: 'string' } },
          json: { description: 'A body as JSON.' },
          body: { type: 'string' },
          delay: duration,
          error: { enum: ['offline', 'timeout', 'tls'] },
          messages: { description: 'What a WebSocket says first.', ...texts },
          replies: {
            description: 'What a WebSocket says when the app sends just this.',
            type: 'object',
            additionalProperties: texts,
          },
        }),
        { const: true, description: 'A WebSocket that opens.' },
      ],
    },
    expect: {
      description: 'What should be so now.',
      minProperties: 1,
      ...object({
        shows: { description: 'A person sees these.', anyOf: [query, { type: 'array', items: query }] },
        hides: { description: 'A person sees none of these.', anyOf: [query, { type: 'array', items: query }] },
        screen: { description: 'The document on the screen, such as main.rml.', type: 'string' },
        element: {
          description: 'One element and what it should be.',
          ...object(
            { find: query, text: { type: 'string' }, value: { type: 'string' }, name: { type: 'string' }, ...states },
            ['find'],
          ),
        },
        storage: { description: 'Files by path, each as text or as JSON; null for none.', type: 'object' },
        log: { description: 'A part of what the app printed.', type: 'string' },
        calls: {
          description: 'How often the app called a function, such as network.request.',
          type: 'object',
          additionalProperties: { type: 'integer' },
        },
        sent: {
          description: 'What the app sent on its WebSockets, by their address.',
          type: 'object',
          additionalProperties: texts,
        },
        snapshot: {
          description: 'The screen is as in the kept snapshot.',
          anyOf: [{ const: true }, { type: 'string' }],
        },
      }),
    },
  },
}

/** The steps that a file may have. */
export const stepNames: readonly string[] = Object.keys(steps)

function object(properties: object, required: readonly string[] = []) {
  return { type: 'object', additionalProperties: false, properties, ...(required.length > 0 && { required }) }
}

function about(field: keyof typeof givenFields): string {
  const words = givenFields[field]
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`
}
