import { command } from '../command.ts'
import { version } from '../version.ts'

export const versionCommand = command({
  name: 'version',
  summary: 'Print the versions of this command, the platform and Node',
  group: 'This command',
  examples: [['mosis version --json', 'for a bug report']],
  async run() {
    const { MOSIS_VERSION } = await import('@mosis/format')
    const node = process.versions.node
    return {
      data: { version, mosis_version: MOSIS_VERSION, node },
      text: `mosis ${version} (platform ${MOSIS_VERSION}, Node ${node})`,
    }
  },
})
