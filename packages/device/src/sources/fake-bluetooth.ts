import { BrokerError } from '@mosis/sandbox'
import type { BluetoothBroker, BluetoothListener } from '@mosis/sandbox'
import { attempt } from './attempt.ts'
import type { FakeDevice, FakeHappening } from './fake-values.ts'

/** Devices near the phone that answer as they were told to. */
export function fakeBluetooth(tell: (happening: FakeHappening) => void) {
  let devices: readonly FakeDevice[] | null = []
  const connected = new Map<BluetoothListener, string>()

  function required(): readonly FakeDevice[] {
    if (devices) return devices
    throw new BrokerError('bluetooth.unavailable', 'This device has no Bluetooth')
  }

  function end(listener: BluetoothListener, address: string) {
    if (connected.delete(listener)) tell({ kind: 'bluetooth', address, event: 'disconnected' })
  }

  function drop(address: string) {
    for (const [listener, at] of connected) {
      if (at !== address) continue
      end(listener, address)
      listener.closed()
    }
  }

  const source: BluetoothBroker = {
    scan: (found) =>
      attempt(() => {
        for (const { address, name } of required()) found({ address, name })
        return () => undefined
      }),
    connect: (address, listener) =>
      attempt(() => {
        if (!required().some((device) => device.address === address))
          throw new BrokerError('bluetooth.not_found', `There is no device "${address}" near`)
        connected.set(listener, address)
        tell({ kind: 'bluetooth', address, event: 'connected' })
        return {
          send: (bytes) =>
            attempt(() => {
              if (!connected.has(listener))
                throw new BrokerError('bluetooth.closed', `The connection to "${address}" has ended`)
              tell({ kind: 'bluetooth', address, event: 'received', bytes })
              const answer = required()
                .find((device) => device.address === address)
                ?.answer?.(bytes)
              if (answer) listener.data(answer)
            }),
          close: () => end(listener, address),
        }
      }),
  }

  return {
    source,
    drop,
    devices: () =>
      devices &&
      devices.map(({ address, name }) => ({
        address,
        name,
        isConnected: [...connected.values()].includes(address),
      })),
    sendFrom(address: string, bytes: Uint8Array) {
      for (const [listener, at] of connected) if (at === address) listener.data(bytes)
    },
    set(given: readonly FakeDevice[] | null) {
      devices = given
      const near = new Set(given?.map(({ address }) => address))
      for (const address of new Set(connected.values())) if (!near.has(address)) drop(address)
    },
  }
}
