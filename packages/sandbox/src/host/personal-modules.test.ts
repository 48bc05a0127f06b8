import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BrokerError } from '../index.ts'
import type { ClipboardBroker, Contact, ContactBroker, Notification } from '../index.ts'
import { startWorld } from '../../test/world.ts'

test('the clipboard is read and written, each with its own permission', async () => {
  let text = 'copied'
  const clipboard: ClipboardBroker = {
    read: () => Promise.resolve(text),
    write: (written) => Promise.resolve(void (text = written)),
  }
  const declared = ['clipboard.read', 'clipboard.write']
  const { values, raised, told, sandbox } = await startWorld({ declared, granted: declared, brokers: { clipboard } })
  assert.deepEqual(await values('return clipboard.read(), clipboard.write("é"), clipboard.read()'), [
    'copied',
    true,
    'é',
  ])
  assert.deepEqual(
    sandbox.audit.entries().map(({ action }) => action),
    ['clipboard.read', 'clipboard.write', 'clipboard.read'],
  )
  assert.match(await raised('clipboard.write()'), /Cannot call clipboard\.write: argument 1 \(text\) is missing/)
  assert.match(await raised('clipboard.write("\\xff")'), /is not valid UTF-8/)
  text = 'x'.repeat(1_048_577)
  assert.match(await told('clipboard.read()'), /^clipboard\.too_large: /)

  const onlyWrite = await startWorld({ declared, granted: ['clipboard.write'], brokers: { clipboard } })
  assert.match(await onlyWrite.raised('clipboard.read()'), /^permission\.denied: .*"clipboard\.read"/)
  assert.deepEqual(await onlyWrite.values('return clipboard.write("x")'), [true])
})

test('a few notifications are shown at once, then one every ten seconds', async () => {
  const shown: Notification[] = []
  const notifications = { show: (notification: Notification) => Promise.resolve(void shown.push(notification)) }
  const { values, clock, told, raised, sandbox } = await startWorld({
    declared: ['system.notifications'],
    brokers: { notifications },
  })
  const one = 'notifications.show({ title = "Tea", body = "is ready", icon = "icons/icon-32.png" })'
  await values(`for _ = 1, 5 do ${one} end`)
  assert.match(
    await told(one),
    /^notifications\.rate_limited: Too many: 5 may be shown at once, then one every 10 seconds/,
  )
  clock.advance(10_000)
  assert.deepEqual(await values(`return ${one}`), [true])
  assert.match(await told(one), /^notifications\.rate_limited/)
  clock.advance(3_600_000)
  assert.equal((await values(`local n = 0 for _ = 1, 20 do if ${one} then n = n + 1 end end return n`))[0], 5)
  assert.deepEqual(shown[0], { title: 'Tea', body: 'is ready', icon: 'icons/icon-32.png' })
  assert.ok(sandbox.audit.entries().some(({ reason }) => reason === 'notifications.rate_limited'))

  assert.match(await raised('notifications.show()'), /argument 1 \(notification\) is missing, it should be a table/)
  assert.match(await raised('notifications.show({ body = "b" })'), /\(title\) is missing, it should be a string/)
  assert.match(await raised('notifications.show({ title = " " })'), /\(title\) is empty/)
  assert.match(
    await raised('notifications.show({ title = ("t"):rep(101) })'),
    /101 characters long, it should be at most/,
  )
  assert.match(await raised('notifications.show({ title = 5 })'), /\(title\) is a number, it should be a string/)
  const undeclared = await startWorld({ declared: [], brokers: { notifications } })
  assert.match(await undeclared.raised(one), /^permission\.denied: /)
})

/** Contacts in memory, more than one answer may hold. */
function manyContacts() {
  const contacts = new Map<string, Contact>()
  for (let number = 0; number < 150; number++) {
    const id = `c${number}`
    contacts.set(id, { id, name: `Ann ${number}`, phone: '', email: '' })
  }
  const broker: ContactBroker = {
    // A broker that forgets the limit must not matter.
    query: ({ text, offset }) =>
      Promise.resolve([...contacts.values()].filter(({ name }) => name.includes(text)).slice(offset)),
    add(fields) {
      contacts.set('new', { id: 'new', ...fields })
      return Promise.resolve('new')
    },
    update(id, fields) {
      const contact = contacts.get(id)
      if (!contact) return Promise.reject(new BrokerError('contacts.not_found', `There is no contact "${id}"`))
      contacts.set(id, { ...contact, ...fields })
      return Promise.resolve()
    },
    delete(id) {
      return contacts.delete(id)
        ? Promise.resolve()
        : Promise.reject(new BrokerError('contacts.not_found', `There is no contact "${id}"`))
    },
  }
  return { brokers: { contacts: broker }, contacts }
}

test('contacts are found a hundred at a time, added, changed and deleted', async () => {
  const { brokers, contacts } = manyContacts()
  const declared = ['contacts.read', 'contacts.write']
  const { values, told, raised } = await startWorld({ declared, granted: declared, brokers })
  assert.deepEqual(
    await values(
      'return #contacts.query(), #contacts.query({ offset = 100 }), contacts.query({ text = "Ann 7", limit = 1 })[1].name',
    ),
    [100, 50, 'Ann 7'],
  )
  assert.deepEqual(
    await values(`
      local id = contacts.add({ name = "Bo", phone = "+49 30 1" })
      return id, contacts.update(id, { email = "bo@example.com" }), contacts.delete("c1")`),
    ['new', true, true],
  )
  assert.deepEqual(contacts.get('new'), { id: 'new', name: 'Bo', phone: '+49 30 1', email: 'bo@example.com' })
  assert.equal(await told('contacts.delete("c1")'), 'contacts.not_found: There is no contact "c1"')
  assert.match(await raised('contacts.query({ limit = 101 })'), /\(limit\) is 101, it should be between 1 and 100/)
  assert.match(await raised('contacts.add({ phone = "1" })'), /\(name\) is missing, it should be a string/)
  assert.match(await raised('contacts.add({ name = "x", photo = "y" })'), /the unknown field "photo"/)
  assert.match(await raised('contacts.update("new")'), /argument 2 \(contact\) is missing, it should be a table/)
  assert.match(await raised('contacts.update("new", { name = "" })'), /argument 2 \(name\) is empty/)

  const reading = await startWorld({ declared, granted: ['contacts.read'], brokers })
  for (const call of ['add({ name = "x" })', 'update("c2", {})', 'delete("c2")']) {
    assert.match(await reading.raised(`contacts.${call}`), /^permission\.denied: .*"contacts\.write"/)
  }
  const writing = await startWorld({ declared, granted: ['contacts.write'], brokers })
  assert.match(await writing.raised('contacts.query()'), /^permission\.denied: .*"contacts\.read"/)
})
