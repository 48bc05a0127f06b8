import { command } from '../command.ts'
import { count, table } from '../output.ts'
import { defaultKeyName, generateKey, listKeys, shortKeyId } from '../signing-keys.ts'

export const keysGenerate = command({
  name: 'keys generate',
  summary: 'Make a signing key; its private part never leaves this machine',
  group: 'Packages and keys',
  options: { name: { value: 'NAME', summary: 'what you call it', default: defaultKeyName } },
  examples: [
    ['mosis keys generate', 'the key that build signs with'],
    ['mosis keys generate --name work', 'a second one, for build --key work'],
  ],
  async run({ name = defaultKeyName }, io) {
    const key = await generateKey(io, name)
    return {
      data: { name: key.name, key_id: key.keyId, public_key: key.publicKeyPem, path: key.path },
      text: [
        `${io.color.green('Made')} the signing key ${io.color.bold(key.name)}`,
        table(
          [
            ['id', key.keyId],
            ['file', key.path],
          ],
          '  ',
        ),
        '',
        'Keep a copy of this file in a safe place: whoever has it can sign updates of your apps,',
        `and without it nobody can. Next: ${io.color.cyan('mosis keys register')}`,
      ].join('\n'),
    }
  },
})

export const keysList = command({
  name: 'keys list',
  summary: 'List the signing keys of this machine',
  group: 'Packages and keys',
  examples: [['mosis keys list --json', 'with full ids and public keys']],
  async run(_, io) {
    const keys = await listKeys(io)
    return {
      data: {
        keys: keys.map(({ name, keyId, publicKeyPem, path }) => ({
          name,
          key_id: keyId,
          public_key: publicKeyPem,
          path,
        })),
      },
      text:
        keys.length === 0
          ? `No signing key yet. Make one: ${io.color.cyan('mosis keys generate')}`
          : `${count(keys.length, 'signing key')} in ${io.paths.keys}\n${table(
              keys.map(({ name, keyId }) => [io.color.bold(name), shortKeyId(keyId)]),
              '  ',
            )}`,
    }
  },
})
