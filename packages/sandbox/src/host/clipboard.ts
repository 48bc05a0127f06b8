import { BrokerError } from '../brokers.ts'
import type { ModuleHost } from '../module-host.ts'
import type { HostModule } from '../sandbox.ts'
import type { ClipboardBroker } from '../source-brokers.ts'

const callCost = 2000

/** `clipboard`: text only. */
export function clipboardModule(host: ModuleHost, broker: ClipboardBroker): HostModule {
  const { stringBytes } = host.sandbox.limits

  async function read(): Promise<string> {
    const text = await broker.read()
    if (new TextEncoder().encode(text).length <= stringBytes) return text
    throw new BrokerError('clipboard.too_large', `The text on the clipboard has more than ${stringBytes} bytes`)
  }

  return {
    /** Waits. */
    read(call) {
      host.use('clipboard.read', call.functionName)
      call.charge(callCost)
      call.willWait()
      return read()
    },
    /** Waits. */
    write(call) {
      host.use('clipboard.write', call.functionName)
      const text = call.text(1, 'text')
      call.charge(callCost + (text.length >> 3))
      call.willWait()
      return broker.write(text).then(() => true)
    },
  }
}
