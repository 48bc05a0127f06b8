import { BrokerError } from '@mosis/sandbox'
import type { Contact, ContactBroker, ContactFields } from '@mosis/sandbox'
import { attempt } from './attempt.ts'
import type { FakeHappening } from './fake-values.ts'

/** More than a person knows; an app must not fill the phone with them. */
const maxContacts = 10_000

/** Contacts in memory. */
export function fakeContacts(tell: (happening: FakeHappening) => void) {
  let contacts: Map<string, Contact> | null = new Map()
  let lastId = 0

  function required(): Map<string, Contact> {
    if (contacts) return contacts
    throw new BrokerError('contacts.unavailable', 'This device keeps no contacts')
  }

  function get(id: string): Contact {
    const contact = required().get(id)
    if (contact) return contact
    throw new BrokerError('contacts.not_found', `There is no contact "${id}"`)
  }

  function put(kept: Map<string, Contact>, { name = '', phone = '', email = '' }: Partial<ContactFields>): string {
    const id = `contact-${++lastId}`
    kept.set(id, { id, name, phone, email })
    return id
  }

  const changed = () => tell({ kind: 'contacts', contacts: all() ?? [] })
  const all = () => contacts && [...contacts.values()].sort(byName)

  const source: ContactBroker = {
    query: ({ text, limit, offset }) =>
      attempt(() => {
        required()
        const wanted = text.toLowerCase()
        const matches = ({ name, phone, email }: Contact) =>
          [name, phone, email].some((field) => field.toLowerCase().includes(wanted))
        return (all() ?? []).filter(matches).slice(offset, offset + limit)
      }),
    add: (fields) =>
      attempt(() => {
        const kept = required()
        if (kept.size >= maxContacts)
          throw new BrokerError('contacts.full', `This device keeps ${maxContacts} contacts already`)
        const id = put(kept, fields)
        changed()
        return id
      }),
    update: (id, fields) =>
      attempt(() => {
        required().set(id, { ...get(id), ...fields })
        changed()
      }),
    delete: (id) =>
      attempt(() => {
        get(id)
        required().delete(id)
        changed()
      }),
  }

  return {
    source,
    all,
    set(given: readonly Partial<ContactFields>[] | null) {
      const kept = new Map<string, Contact>()
      for (const fields of given ?? []) put(kept, fields)
      contacts = given && kept
    },
  }
}

const byName = (one: Contact, other: Contact) =>
  one.name === other.name ? (one.id < other.id ? -1 : 1) : one.name < other.name ? -1 : 1
