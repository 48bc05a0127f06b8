import { done, field, luaFunction, parameter, result } from './schema.ts'
import type { LuaModule } from './schema.ts'

export const clipboard: LuaModule = {
  name: 'clipboard',
  summary: 'The text that was copied last.',
  functions: [
    luaFunction('clipboard.read', 'Reads the text on the clipboard; empty when there is none.', {
      results: [result('text', 'string')],
      permissions: ['clipboard.read'],
      waits: true,
      fails: ['clipboard.unavailable', 'clipboard.too_large'],
      example: 'local text = clipboard.read()',
    }),
    luaFunction('clipboard.write', 'Puts a text on the clipboard.', {
      parameters: [parameter('text', 'string', 'text in UTF-8')],
      results: done,
      permissions: ['clipboard.write'],
      waits: true,
      fails: ['clipboard.unavailable'],
      example: 'clipboard.write("https://example.com")',
    }),
  ],
}

export const notifications: LuaModule = {
  name: 'notifications',
  summary: 'Tells the person something outside of the app.',
  functions: [
    luaFunction('notifications.show', 'Shows a notification: 5 at once, then one every 10 seconds.', {
      parameters: [parameter('notification', 'NotificationFields', 'what is shown')],
      results: done,
      permissions: ['system.notifications'],
      waits: true,
      fails: ['notifications.rate_limited', 'notifications.unavailable'],
      example: 'notifications.show({ title = "Tea", body = "It is ready" })',
    }),
  ],
  shapes: [
    {
      name: 'NotificationFields',
      summary: 'What a notification says.',
      fields: [
        field('title', 'string', 'at most 100 characters'),
        field('body?', 'string', 'at most 1,000 characters'),
        field('icon?', 'string', 'the path of a picture in the package'),
      ],
    },
  ],
}

const id = parameter('id', 'string', 'names the contact')
const fails = ['contacts.unavailable', 'contacts.not_found']

export const contacts: LuaModule = {
  name: 'contacts',
  summary: 'The people whom the person knows.',
  functions: [
    luaFunction('contacts.query', 'Finds contacts, sorted by name, a hundred at a time.', {
      parameters: [parameter('query?', 'ContactQuery', 'which ones')],
      results: [result('found', 'Contact[]')],
      permissions: ['contacts.read'],
      waits: true,
      fails: ['contacts.unavailable'],
      example: 'for _, contact in ipairs(contacts.query({ text = "Ann" })) do print(contact.name) end',
    }),
    luaFunction('contacts.add', 'Adds a contact.', {
      parameters: [parameter('contact', 'ContactFields', 'with a name')],
      results: [result('id', 'string')],
      permissions: ['contacts.write'],
      waits: true,
      fails: ['contacts.unavailable', 'contacts.full'],
      example: 'local id = contacts.add({ name = "Ann", phone = "+49 30 123456" })',
    }),
    luaFunction('contacts.update', 'Changes the fields of a contact that are given.', {
      parameters: [id, parameter('contact', 'ContactFields', 'what becomes different')],
      results: done,
      permissions: ['contacts.write'],
      waits: true,
      fails,
      example: 'contacts.update(id, { email = "ann@example.com" })',
    }),
    luaFunction('contacts.delete', 'Deletes a contact.', {
      parameters: [id],
      results: done,
      permissions: ['contacts.write'],
      waits: true,
      fails,
      example: 'contacts.delete(id)',
    }),
  ],
  shapes: [
    {
      name: 'ContactQuery',
      summary: 'Which contacts are wanted.',
      fields: [
        field('text?', 'string', 'stands anywhere in name, phone or e-mail, in any case'),
        field('limit?', 'integer', 'how many at most, 100 unless said', { min: 1, max: 100 }),
        field('offset?', 'integer', 'how many are left out in front', { min: 0, max: 1_000_000 }),
      ],
    },
    {
      name: 'ContactFields',
      summary: 'What is known of somebody; 200 characters each.',
      fields: [
        field('name?', 'string', 'needed for a new contact'),
        field('phone?', 'string', 'in any form'),
        field('email?', 'string', 'in any form'),
      ],
    },
    {
      name: 'Contact',
      summary: 'Somebody the person knows.',
      fields: [
        field('id', 'string', 'names the contact'),
        field('name', 'string', 'may be empty'),
        field('phone', 'string', 'may be empty'),
        field('email', 'string', 'may be empty'),
      ],
    },
  ],
}
