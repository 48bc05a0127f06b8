import { registerHooks } from 'node:module'
import { contract } from '../../build/contract.ts'

// What Vite makes of the contract while it builds.
const address = 'virtual:contract'
const plugin = contract() as { load: (id: string) => string }
registerHooks({
  resolve: (name, context, next) => (name === address ? { url: address, shortCircuit: true } : next(name, context)),
  load: (url, context, next) =>
    url === address
      ? { format: 'module', source: plugin.load(`\0${address}`), shortCircuit: true }
      : next(url, context),
})
