import { h } from 'preact'
import { useState } from 'preact/hooks'
import type { SourcesView } from '../../../protocol.ts'
import { store } from '../../store.ts'
import { Empty } from '../parts.ts'
import { Part, textIn, valueOf } from './part.ts'

/** What was copied. */
export function ClipboardPart({ text }: { text: string }) {
  const [value, setValue] = useState(text)
  return h(
    Part,
    { title: 'Clipboard' },
    h('div', { class: 'row' }, [
      h('input', {
        key: 'text',
        type: 'text',
        value,
        'aria-label': 'Clipboard',
        placeholder: 'Nothing copied',
        onInput: (event: Event) => setValue(valueOf(event)),
      }),
      h(
        'button',
        { key: 'set', type: 'button', class: 'button', onClick: () => store.do('clipboard', { text: value }) },
        'Copy to the phone',
      ),
    ]),
  )
}

const keepContacts = (rows: SourcesView['contacts']) =>
  store.do('contacts', { contacts: rows.map(({ name, phone, email }) => ({ name, phone, email })) })

const keepDevices = (rows: SourcesView['devices']) =>
  store.do('bluetooth', { devices: rows.map(({ address, name }) => ({ address, name })) })

/** Whom the person knows. */
export function ContactsPart({ contacts }: { contacts: SourcesView['contacts'] }) {
  const add = (event: Event) => {
    event.preventDefault()
    const form = event.currentTarget as HTMLFormElement
    const values = new FormData(form)
    const textOf = (name: string) => textIn(values, name)
    keepContacts([...contacts, { id: '', name: textOf('name'), phone: textOf('phone'), email: textOf('email') }])
    form.reset()
  }
  return h(
    Part,
    { title: 'Contacts' },
    contacts.length === 0 && h(Empty, { title: 'Nobody' }),
    contacts.length > 0 &&
      h(
        'table',
        null,
        h(
          'tbody',
          null,
          contacts.map((contact) =>
            h(
              'tr',
              { key: contact.id },
              h('td', null, contact.name),
              h('td', { class: 'code' }, contact.phone),
              h('td', { class: 'code' }, contact.email),
              h(
                'td',
                { class: 'figure' },
                h(
                  'button',
                  {
                    type: 'button',
                    class: 'link',
                    'aria-label': `Remove ${contact.name}`,
                    onClick: () => keepContacts(contacts.filter(({ id }) => id !== contact.id)),
                  },
                  'Remove',
                ),
              ),
            ),
          ),
        ),
      ),
    h(
      'form',
      { class: 'fields', onSubmit: add },
      [
        ['name', 'Name'],
        ['phone', 'Phone'],
        ['email', 'E-mail'],
      ].map(([name, label]) =>
        h('label', { key: name }, label, h('input', { name, type: 'text', required: name === 'name' })),
      ),
      h('button', { class: 'button' }, 'Add'),
    ),
  )
}

/** What is near. */
export function BluetoothPart({ devices }: { devices: SourcesView['devices'] }) {
  const add = (event: Event) => {
    event.preventDefault()
    const form = event.currentTarget as HTMLFormElement
    const name = textIn(new FormData(form), 'name')
    const last = String(devices.length + 1).padStart(2, '0')
    keepDevices([...devices, { address: `02:00:00:00:01:${last}`, name, isConnected: false }])
    form.reset()
  }
  return h(
    Part,
    { title: 'Bluetooth near the phone' },
    devices.length === 0 && h(Empty, { title: 'Nothing near' }),
    h(
      'ul',
      { class: 'devices' },
      devices.map((device) =>
        h(
          'li',
          { key: device.address },
          device.name,
          h('span', { class: 'code quiet' }, device.address),
          device.isConnected && h('span', { class: 'chip' }, 'connected'),
          h(
            'button',
            {
              type: 'button',
              class: 'link',
              onClick: () => keepDevices(devices.filter(({ address }) => address !== device.address)),
            },
            'Carry away',
          ),
        ),
      ),
    ),
    h(
      'form',
      { class: 'fields', onSubmit: add },
      h('label', null, 'Name', h('input', { name: 'name', type: 'text', required: true })),
      h('button', { class: 'button' }, 'Bring near'),
    ),
  )
}
