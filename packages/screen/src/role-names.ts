/** What an element can be to the person who uses the app. */
export const roles = [
  'button',
  'link',
  'field',
  'checkbox',
  'radio',
  'slider',
  'select',
  'option',
  'heading',
  'image',
  'list',
  'item',
  'table',
  'row',
  'cell',
  'tabs',
  'tab',
  'panel',
  'progress',
  'form',
  'dialog',
  'text',
] as const

export type Role = (typeof roles)[number]
