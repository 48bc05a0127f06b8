import { base64Module } from './host/base64.ts'
import { bluetoothModule } from './host/bluetooth.ts'
import { cameraModule } from './host/camera.ts'
import { clipboardModule } from './host/clipboard.ts'
import { contactsModule } from './host/contacts.ts'
import { cryptoModule } from './host/crypto.ts'
import { databaseModule } from './host/database.ts'
import { installJson } from './host/json.ts'
import { locationModule } from './host/location.ts'
import { microphoneModule } from './host/microphone.ts'
import { networkModule } from './host/network.ts'
import { notificationsModule } from './host/notifications.ts'
import { permissionsModule } from './host/permissions.ts'
import { installPrint } from './host/print.ts'
import { sensorsModule } from './host/sensors.ts'
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
    ['camera', brokers.camera && cameraModule(host, brokers.camera)],
    ['microphone', brokers.microphone && microphoneModule(host, brokers.microphone)],
    ['location', brokers.location && locationModule(host, brokers.location)],
    ['sensors', brokers.sensors && sensorsModule(host, brokers.sensors)],
    ['clipboard', brokers.clipboard && clipboardModule(host, brokers.clipboard)],
    ['notifications', brokers.notifications && notificationsModule(host, brokers.notifications)],
    ['contacts', brokers.contacts && contactsModule(host, brokers.contacts)],
    ['bluetooth', brokers.bluetooth && bluetoothModule(host, brokers.bluetooth)],
  ]
  for (const [name, module] of modules) if (module !== undefined) sandbox.setModule(name, module)
  installPrint(host)
  installJson(host)
}
