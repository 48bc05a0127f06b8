import { field, luaFunction, parameter, result, writable } from './schema.ts'
import type { LuaClass, LuaFunction, LuaParameter, LuaResult } from './schema.ts'

const name = parameter('name', 'string', 'its name')
const node = parameter('node', 'Node', 'an element or a text')
const selector = parameter('selector', 'string', 'a selector of RCSS')
const badSelector = ['screen.bad_selector']

function method(
  call: string,
  summary: string,
  parameters: readonly LuaParameter[] = [],
  results: readonly LuaResult[] = [],
  rest: Partial<LuaFunction> = {},
): LuaFunction {
  return luaFunction(call, summary, { parameters, results, ...rest })
}

/** What a search finds is of the class of its tag: editors know the fields of all of them. */
const anyElement =
  'Element|ElementForm|ElementFormControlInput|ElementFormControlTextArea|ElementFormControlSelect|ElementTabSet'
const optionalElement = [result('element', `${anyElement}|nil`)]
const elements = [result('elements', `(${anyElement})[]`)]
const answer = [result('answer', 'boolean')]

/** Raise `screen.no_layout` while nobody has laid out the element. */
const boxFields = [
  field('offset_left', 'number', 'px from the left edge of `offset_parent`'),
  field('offset_top', 'number', 'px from the upper edge of `offset_parent`'),
  field('offset_width', 'number', 'px with padding and border'),
  field('offset_height', 'number', 'px with padding and border'),
  field('client_left', 'number', 'px of the left border'),
  field('client_top', 'number', 'px of the upper border'),
  field('client_width', 'number', 'px with padding, without border and scroll bar'),
  field('client_height', 'number', 'px with padding, without border and scroll bar'),
  field('scroll_width', 'number', 'px of what stands in it, also of what is scrolled away'),
  field('scroll_height', 'number', 'px of what stands in it, also of what is scrolled away'),
]

/** What a document consists of. */
export const elementClasses: readonly LuaClass[] = [
  {
    name: 'Node',
    summary: 'An element or a text.',
    fields: [
      field('tag_name', 'string', '"#text" of a text'),
      field('parent_node', 'Element?', 'what it stands in'),
      field('next_sibling', 'Node?', 'what stands behind it'),
      field('previous_sibling', 'Node?', 'what stands in front of it'),
      field('owner_document', 'Document?', 'nil while it stands in no document'),
    ],
    methods: [],
  },
  {
    name: 'ElementText',
    extends: 'Node',
    summary: 'A text.',
    fields: [writable('text', 'string', 'what it says')],
    methods: [],
  },
  {
    name: 'Element',
    extends: 'Node',
    summary: 'An element of a document.',
    fields: [
      field('attributes', 'table<string, string>', 'its attributes, by name'),
      field('child_nodes', 'Node[]', 'what stands in it, from 1'),
      field(
        'style',
        'table<string, string?>',
        'what holds for it, by property; what is set and walked over are its own declarations',
      ),
      writable('class_name', 'string', 'its classes, separated by spaces'),
      writable('id', 'string', 'its id'),
      writable('inner_rml', 'string', 'what stands in it, as RML; scripts in it do not run'),
      field('first_child', 'Node?', 'the first node in it'),
      field('last_child', 'Node?', 'the last node in it'),
      field('offset_parent', 'Element?', 'what its position counts from'),
      ...boxFields,
      writable('scroll_left', 'number', 'px that its content is scrolled to the left'),
      writable('scroll_top', 'number', 'px that its content is scrolled up'),
    ],
    methods: [
      method(
        'Element:AppendChild',
        'Puts a node at the end of the element.',
        [node],
        [result('node', 'Node', 'the same')],
        {
          raises: ['screen.wrong_tree', 'screen.tree_too_deep', 'screen.too_many_nodes'],
          example: 'list:AppendChild(document:CreateElement("p"))',
        },
      ),
      method(
        'Element:InsertBefore',
        'Puts a node in front of another one.',
        [node, parameter('next?', 'Node', 'a child of the element; at the end without it')],
        [result('node', 'Node', 'the same')],
        {
          raises: ['screen.wrong_tree', 'screen.tree_too_deep', 'screen.too_many_nodes'],
          example: 'list:InsertBefore(row, list.first_child)',
        },
      ),
      method(
        'Element:ReplaceChild',
        'Puts a node in the place of another one.',
        [node, parameter('replaced', 'Node', 'a child of the element')],
        [result('ok', 'true')],
        {
          raises: ['screen.wrong_tree', 'screen.tree_too_deep', 'screen.too_many_nodes'],
          example: 'list:ReplaceChild(new_row, old_row)',
        },
      ),
      method('Element:RemoveChild', 'Takes a node out of the element.', [node], [result('was_child', 'boolean')], {
        example: 'list:RemoveChild(row)',
      }),
      method('Element:HasChildNodes', 'Whether anything stands in the element.', [], answer, {
        example: 'list:HasChildNodes()',
      }),
      method(
        'Element:GetElementById',
        'Finds an element of the document by its id.',
        [parameter('id', 'string', 'also "#self", "#parent", "#document"')],
        optionalElement,
        {
          example: 'document:GetElementById("title").inner_rml = "Hello"',
        },
      ),
      method(
        'Element:GetElementsByTagName',
        'Finds all elements of a tag.',
        [parameter('tag', 'string', 'a tag')],
        elements,
        {
          example: 'for _, row in ipairs(list:GetElementsByTagName("p")) do row:Click() end',
        },
      ),
      method(
        'Element:GetElementsByClassName',
        'Finds all elements with these classes.',
        [parameter('class', 'string', 'one or more classes')],
        elements,
        {
          example: 'document:GetElementsByClassName("note")',
        },
      ),
      method('Element:QuerySelector', 'Finds the first element that a selector matches.', [selector], optionalElement, {
        raises: badSelector,
        example: 'document:QuerySelector("#list > .note")',
      }),
      method('Element:QuerySelectorAll', 'Finds all elements that a selector matches.', [selector], elements, {
        raises: badSelector,
        example: 'document:QuerySelectorAll("button:not(.quiet)")',
      }),
      method('Element:Matches', 'Whether a selector matches the element.', [selector], answer, {
        raises: badSelector,
        example: 'event.target_element:Matches("button")',
      }),
      method('Element:GetAttribute', 'The value of an attribute.', [name], [result('value', 'string?')], {
        example: 'element:GetAttribute("href")',
      }),
      method('Element:HasAttribute', 'Whether there is an attribute.', [name], answer, {
        example: 'element:HasAttribute("disabled")',
      }),
      method('Element:SetAttribute', 'Sets an attribute.', [name, parameter('value', 'string', 'its value')], [], {
        example: 'element:SetAttribute("src", "img/sun.png")',
      }),
      method('Element:RemoveAttribute', 'Removes an attribute.', [name], [], {
        example: 'element:RemoveAttribute("disabled")',
      }),
      method('Element:IsClassSet', 'Whether the element has a class.', [name], answer, {
        example: 'element:IsClassSet("selected")',
      }),
      method(
        'Element:SetClass',
        'Gives the element a class, or takes it.',
        [name, parameter('set', 'boolean', 'true gives it')],
        [],
        {
          example: 'element:SetClass("selected", true)',
        },
      ),
      method(
        'Element:AddEventListener',
        'Calls a function whenever an event comes to the element.',
        [
          parameter('event', 'string', 'such as "click"'),
          parameter(
            'listener',
            'string|fun(event: Event, element: Element, document: Document)',
            'a function, or code',
          ),
          parameter('is_capture?', 'any', 'true: before the elements inside it are told'),
        ],
        [],
        { example: 'button:AddEventListener("click", function(event) print(event.type) end)' },
      ),
      method(
        'Element:DispatchEvent',
        'Sends an event to the element.',
        [
          parameter('event', 'string', 'its type'),
          parameter('parameters?', 'table<string, any>', 'text, numbers, booleans and elements'),
        ],
        answer,
        {
          example: 'element:DispatchEvent("picked", { index = 3 })',
        },
      ),
      method('Element:Click', 'Clicks the element, as a person does.', [], [], { example: 'button:Click()' }),
      method('Element:Focus', 'Gives the element the keys.', [], answer, { example: 'field:Focus()' }),
      method(
        'Element:ScrollIntoView',
        'Scrolls what the element stands in until it is seen.',
        [parameter('align_with_top?', 'boolean', 'its upper edge is at the top, else its lower edge at the bottom')],
        [],
        { raises: ['screen.no_layout'], example: 'row:ScrollIntoView()' },
      ),
      method('Element:Blur', 'Takes the keys from the element.', [], [], { example: 'field:Blur()' }),
    ],
  },
  {
    name: 'Document',
    extends: 'Element',
    summary: 'A document, which is also its body.',
    fields: [writable('title', 'string', 'its title'), field('context', 'Context', 'the screen it is on')],
    methods: [
      method(
        'Document:CreateElement',
        'Makes an element that stands nowhere yet.',
        [parameter('tag', 'string', 'its tag')],
        [result('element', 'Element')],
        {
          example: 'local row = document:CreateElement("p")',
        },
      ),
      method(
        'Document:CreateTextNode',
        'Makes a text that stands nowhere yet.',
        [parameter('text', 'string', 'what it says')],
        [result('text', 'ElementText')],
        {
          example: 'row:AppendChild(document:CreateTextNode(name))',
        },
      ),
      method('Document:Show', 'Shows the document.', [], [], { example: 'document:Show()' }),
      method('Document:Hide', 'Hides the document.', [], [], { example: 'document:Hide()' }),
    ],
  },
]
