import type { Arguments } from '../arguments.ts'
import type { ModuleHost } from '../module-host.ts'
import type { HostModule } from '../sandbox.ts'
import type { Contact, ContactBroker, ContactFields } from '../source-brokers.ts'
import type { LuaInput } from '../values.ts'
import { Fields } from './fields.ts'

const callCost = 3000
const fieldNames = ['name', 'phone', 'email'] as const
const maxOffset = 1_000_000

/** `contacts`: those of the person, a hundred at a time. Every function waits. */
export function contactsModule(host: ModuleHost, broker: ContactBroker): HostModule {
  const { contactsAnswered, contactText } = host.sandbox.limits

  function readFields(call: Arguments, index: number): Partial<ContactFields> {
    const fields = new Fields(call, index, 'contact', fieldNames)
    const given: Partial<ContactFields> = {}
    for (const name of fieldNames) {
      const text = fields.optionalShortText(name, contactText)
      if (text !== undefined) given[name] = text
    }
    if (given.name?.trim() === '') return fields.wrong('name', 'empty', 'a text that can be read')
    return given
  }

  return {
    query(call) {
      host.require('contacts.read', call.functionName)
      call.charge(callCost)
      const fields = new Fields(call, 1, 'query', ['text', 'limit', 'offset'], { optional: true })
      const text = fields.optionalShortText('text', contactText) ?? ''
      const limit = fields.optionalInteger('limit', 1, contactsAnswered) ?? contactsAnswered
      const offset = fields.optionalInteger('offset', 0, maxOffset) ?? 0
      call.willWait()
      host.note(call.functionName, 'contacts.read')
      return broker.query({ text, limit, offset }).then((found) => found.slice(0, limit).map(toContact))
    },
    /** Answers the new contact's id. */
    add(call) {
      host.require('contacts.write', call.functionName)
      call.charge(callCost)
      const { name, phone = '', email = '' } = readFields(call, 1)
      if (name === undefined) return call.wrong(1, 'name', 'missing', 'a string')
      call.willWait()
      host.note(call.functionName, 'contacts.write')
      return broker.add({ name, phone, email })
    },
    update(call) {
      host.require('contacts.write', call.functionName)
      call.charge(callCost)
      const id = call.text(1, 'id')
      const fields = readFields(call, 2)
      call.willWait()
      host.note(call.functionName, id)
      return broker.update(id, fields).then(() => true)
    },
    delete(call) {
      host.require('contacts.write', call.functionName)
      call.charge(callCost)
      const id = call.text(1, 'id')
      call.willWait()
      host.note(call.functionName, id)
      return broker.delete(id).then(() => true)
    },
  }
}

function toContact({ id, name, phone, email }: Contact): LuaInput {
  return { id, name, phone, email }
}
