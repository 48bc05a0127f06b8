import { argon2Sync } from 'node:crypto'
import type { Argon2Parameters } from 'node:crypto'
import { setPriority } from 'node:os'
import { answerTasks } from '../threads/thread-tasks.ts'

// On Linux this is about the calling thread alone; elsewhere it would slow the whole portal down.
const politeness = 10
if (process.platform === 'linux') setPriority(politeness)

// Runs as a thread: whoever only reads the store does not wait for people who sign in.
answerTasks((parameters: Argon2Parameters) => argon2Sync('argon2id', parameters))
