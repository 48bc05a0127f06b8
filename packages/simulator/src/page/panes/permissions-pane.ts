import { h } from 'preact'
import type { PermissionAnswer, PermissionView } from '../../protocol.ts'
import { store, useInspect } from '../store.ts'
import { Empty, Head, time } from './parts.ts'
import type { PaneProps } from './panes.ts'

const auditMs = 900

/** What the app may do, and what it tried. */
export function PermissionsPane({ phone }: PaneProps) {
  const { value: audit } = useInspect({ kind: 'audit' }, auditMs)
  return h(
    'div',
    { class: 'scroll' },
    h('h2', null, 'Permissions'),
    phone.permissions.length === 0
      ? h(Empty, { title: 'The app asks for no permissions' })
      : h(
          'ul',
          { class: 'permissions' },
          phone.permissions.map((permission) => h(PermissionRow, { permission, key: permission.name })),
        ),
    h('h2', null, 'What the app tried'),
    !audit || audit.entries.length === 0
      ? h(Empty, { title: 'Nothing yet' }, 'Everything the app asks of the phone stands here, allowed or refused.')
      : h(
          'table',
          null,
          h(Head, { names: ['Time', 'What', 'On', 'Answer'] }),
          h(
            'tbody',
            null,
            audit.entries
              .toReversed()
              .map(({ atMs, action, subject, allowed, reason }, index) =>
                h(
                  'tr',
                  { key: audit.entries.length - index, class: allowed ? undefined : 'bad' },
                  h('td', { class: 'code' }, time(atMs)),
                  h('td', { class: 'code' }, action),
                  h('td', { class: 'code wide' }, subject),
                  h('td', null, allowed ? 'allowed' : `refused${reason === undefined ? '' : `: ${reason}`}`),
                ),
              ),
          ),
        ),
  )
}

const answers: readonly [PermissionAnswer, string][] = [
  ['ask', 'Ask'],
  ['granted', 'Allow'],
  ['denied', 'Deny'],
]

function PermissionRow({ permission }: { permission: PermissionView }) {
  const { name, risk, description, answer } = permission
  return h(
    'li',
    null,
    h('div', null, h('span', { class: 'code' }, name), h('p', { class: 'quiet' }, description)),
    risk === 'dangerous'
      ? h(
          'div',
          { class: 'segments', role: 'group', 'aria-label': name },
          answers.map(([value, label]) =>
            h(
              'button',
              {
                type: 'button',
                key: value,
                'aria-pressed': answer === value,
                title: `mosis sim permission ${value === 'granted' ? 'allow' : value === 'denied' ? 'deny' : 'ask'} ${name}`,
                onClick: () => store.do('permission', { permission: name, answer: value }),
              },
              label,
            ),
          ),
        )
      : h('span', { class: 'quiet' }, risk === 'normal' ? 'always allowed' : 'only for the platform’s own apps'),
  )
}
