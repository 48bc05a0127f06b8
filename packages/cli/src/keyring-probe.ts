// A process of its own that looks into the system's keyring: what it finds there was kept.
import { printEntry } from './system-keyring.ts'

await printEntry(process.argv[2] ?? '')
