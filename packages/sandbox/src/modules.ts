import { base64Module } from './host/base64.ts'
import { cryptoModule } from './host/crypto.ts'
import { databaseModule } from './host/database.ts'
import { installJson } from './host/json.ts'
import { networkModule } from './host/network.ts'
import { permissionsModule } from './host/permissions.ts'
import { installPrint } from './host/print.ts'
import { storageModule } from './host/storage.ts'
import { timerModule } from './host/timer.ts'
import type { ModuleHost } from './module-host.ts'
import type { HostModule } from './sandbox.ts'

/** The modules that the sandbox itself gives to apps. One whose broker is missing does not exist. */
export function installModules(host: ModuleHost): void {
  const { brokers, sandbox } = host
  const modules: [name: string, module: HostModule | undefined][] = [
    ['timer', timerModule(host)],
    ['crypto', cryptoModule(host)],
    ['base64', base64Module()],
    ['storage', brokers.storage && storageModule(host, brokers.storage)],
    ['database', brokers.database && databaseModule(host, brokers.database)],
    ['network', brokers.network && networkModule(host, brokers.network)],
    ['permissions', brokers.permissions && permissionsModule(host, brokers.permissions)],
  ]
  for (const [name, module] of modules) if (module !== undefined) sandbox.setModule(name, module)
  installPrint(host)
  installJson(host)
}
