import { field, luaFunction, parameter, result, writable } from './schema.ts'
import type { LuaClass } from './schema.ts'

const number = (name: string, summary: string) => writable(name, 'integer', summary)

/** What is selected in a field; 0 is before the first character. */
const selectionMethods = (name: string) => [
  luaFunction(`${name}:Select`, 'Selects the whole text.', { example: 'field:Select()' }),
  luaFunction(`${name}:SetSelection`, 'Selects a part of the text.', {
    parameters: [
      parameter('start', 'integer', 'characters before the selection', { min: 0 }),
      parameter('stop', 'integer', 'characters before its end', { min: 0 }),
    ],
    example: 'field:SetSelection(0, 3)',
  }),
  luaFunction(`${name}:GetSelection`, 'What is selected; without anything both numbers are those of the cursor.', {
    results: [result('start', 'integer'), result('stop', 'integer'), result('text', 'string')],
    example: 'local from, to, text = field:GetSelection()',
  }),
]

/** Elements that a person fills in. Everything counts from 1. */
export const formClasses: readonly LuaClass[] = [
  {
    name: 'ElementForm',
    extends: 'Element',
    summary: 'A form.',
    fields: [],
    methods: [
      luaFunction('ElementForm:Submit', 'Sends the form: a `submit` event with the values of its controls.', {
        parameters: [parameter('name?', 'string', 'of the button'), parameter('value?', 'string', 'of the button')],
        example: 'form:Submit("save", "1")',
      }),
    ],
  },
  {
    name: 'ElementFormControl',
    extends: 'Element',
    summary: 'What is filled in.',
    fields: [
      writable('name', 'string', 'under which the form sends it'),
      writable('value', 'string', 'what is filled in'),
      writable('disabled', 'boolean', 'it cannot be used'),
    ],
    methods: [],
  },
  {
    name: 'ElementFormControlInput',
    extends: 'ElementFormControl',
    summary: 'An `input`.',
    fields: [
      writable('checked', 'boolean', 'of a checkbox or radio button'),
      number('maxlength', 'characters; -1 for any number'),
      number('size', 'characters that are seen'),
      number('max', 'the largest value of a range'),
      number('min', 'the smallest value of a range'),
      number('step', 'between two values of a range'),
    ],
    methods: selectionMethods('ElementFormControlInput'),
  },
  {
    name: 'ElementFormControlTextArea',
    extends: 'ElementFormControl',
    summary: 'A `textarea`.',
    fields: [
      number('cols', 'characters in a line'),
      number('rows', 'lines'),
      number('maxlength', 'characters; -1 for any number'),
      writable('wordwrap', 'boolean', 'long lines are broken'),
    ],
    methods: selectionMethods('ElementFormControlTextArea'),
  },
  {
    name: 'ElementFormControlSelect',
    extends: 'ElementFormControl',
    summary: 'A `select`.',
    fields: [
      number('selection', 'the number of the chosen option; 0 without options'),
      field('options', 'SelectOption[]', 'all options, from 1'),
    ],
    methods: [
      luaFunction('ElementFormControlSelect:Add', 'Adds an option.', {
        parameters: [
          parameter('rml', 'string', 'what it shows'),
          parameter('value', 'string', 'its value'),
          parameter('before?', 'integer', 'the number of the option behind it', { min: 1 }),
        ],
        results: [result('index', 'integer', 'its number')],
        example: 'select:Add("Berlin", "berlin")',
      }),
      luaFunction('ElementFormControlSelect:Remove', 'Removes an option.', {
        parameters: [parameter('index', 'integer', 'its number', { min: 1 })],
        example: 'select:Remove(1)',
      }),
      luaFunction('ElementFormControlSelect:RemoveAll', 'Removes all options.', { example: 'select:RemoveAll()' }),
    ],
  },
  {
    name: 'ElementTabSet',
    extends: 'Element',
    summary: 'A `tabset`.',
    fields: [
      number('active_tab', 'the number of the tab that is open'),
      field('num_tabs', 'integer', 'how many there are'),
    ],
    methods: [
      luaFunction('ElementTabSet:SetTab', 'Sets what a tab says.', {
        parameters: [parameter('index', 'integer', 'its number', { min: 1 }), parameter('rml', 'string', 'RML')],
        example: 'tabs:SetTab(1, "Today")',
      }),
      luaFunction('ElementTabSet:SetPanel', 'Sets what a panel shows.', {
        parameters: [parameter('index', 'integer', 'its number', { min: 1 }), parameter('rml', 'string', 'RML')],
        example: 'tabs:SetPanel(1, "<p>Sunny</p>")',
      }),
    ],
  },
]
