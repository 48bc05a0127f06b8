import { command } from '../command.ts'
import { table } from '../output.ts'
import { dataOption, onDevice } from './device.ts'

const nameOption = (summary: string) => ({ value: 'PERMISSION', many: true, summary }) as const

export const devicePermissions = command({
  name: 'device permissions',
  summary: 'Show and change what an installed app may do',
  about: 'An app that runs elsewhere notices at its next start. Removing the app forgets all of it.',
  group: 'Device',
  arguments: { id: { summary: 'the id of an installed app' } },
  options: {
    grant: nameOption('allow it without asking'),
    deny: nameOption('refuse it without asking'),
    ask: nameOption('forget the answer: the app has to ask again'),
    data: dataOption,
  },
  examples: [
    ['mosis device permissions com.example.clock', 'what it may do now'],
    ['mosis device permissions com.example.clock --ask camera', 'take a yes or a no back'],
  ],
  run: ({ id, grant, deny, ask, data }, io) =>
    onDevice(io, { data }, async ({ apps, permissions }) => {
      const { permissions: declared } = await apps.get(id)
      for (const name of grant) await permissions.set(id, name, 'granted')
      for (const name of deny) await permissions.set(id, name, 'denied')
      for (const name of ask) await permissions.set(id, name, 'ask')
      const { findPermission } = await import('@mosis/format/permissions')
      const answers = await permissions.list(id)
      const facts = declared.map((name) => {
        const risk = findPermission(name)?.risk ?? 'dangerous'
        const given = answers.find(({ permission }) => permission === name)?.answer ?? 'ask'
        const standing = risk === 'dangerous' ? given : risk === 'normal' ? 'granted' : 'platform only'
        return { permission: name, risk, standing }
      })
      return {
        data: { id, permissions: facts },
        text:
          facts.length > 0
            ? table(
                facts.map(({ permission, risk, standing }) => [
                  io.color.bold(permission),
                  standing,
                  io.color.dim(risk),
                ]),
              )
            : 'It asks for nothing',
      }
    }),
})
