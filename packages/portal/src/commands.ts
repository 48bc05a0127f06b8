/** What the command takes for granted when nothing else is said. */
const defaultPortal = 'http://localhost:8080'

/** ` --portal URL`, where the command would go to another one. */
export const portalFlag = (portal: string) => (portal === defaultPortal ? '' : ` --portal ${portal}`)

/** Gets the command from the portal that it is for. */
export const installCommand = (portal: string) => `npm install --global ${portal}/mosis.tgz`

/** The way from nothing to a published app. */
export function commandsFor(portal: string, { hasAccount }: { hasAccount: boolean }) {
  return [
    { step: 'install', command: installCommand(portal) },
    { step: 'init', command: 'mosis init my-app' },
    { step: 'login', command: `mosis login${hasAccount ? '' : ' --register'}${portalFlag(portal)}` },
    { step: 'publish', command: `mosis publish my-app --create${portalFlag(portal)}` },
  ] as const
}
