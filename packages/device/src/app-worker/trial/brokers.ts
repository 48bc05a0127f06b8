import { BrokerError } from '@mosis/sandbox'
import type { RemoteBrokers } from '../remote-brokers.ts'
import { createMissingSources } from '../remote-sources.ts'

const abnormalClose = 1006
const noNetwork = 'There is no network in a trial'

/** No network and a person who allows nothing: what an app tried is in the sandbox's audit. */
export function createTrialBrokers(): RemoteBrokers {
  return {
    network: {
      request: () => Promise.reject(new BrokerError('network.unreachable', noNetwork)),
      openWebSocket(_url, _maxMessageBytes, listener) {
        queueMicrotask(() => {
          listener.error('network.unreachable', noNetwork)
          listener.close(abnormalClose, '')
        })
        return { send: () => false, close: () => undefined }
      },
    },
    permissions: { request: () => Promise.resolve(false) },
    sources: createMissingSources(),
    receive: () => undefined,
  }
}
