import type { Line } from '@mosis/device'
import type { Project } from './phone/project.ts'
import type { Surroundings } from './protocol.ts'

/** What the program is started with, as JSON in its one argument. */
export interface ProgramOptions {
  mode: 'dev' | 'run'
  project: Project
  /** Holds the data of apps. */
  home: string
  /** The folder in which `mosis sim` finds phones that are on. */
  notes: string
  grants: string[]
  maps: Record<string, string>
  port: number
  surroundings?: Partial<Surroundings>
}

/** What it says, one JSON object a line. */
export type ProgramLine =
  | { type: 'ready'; url: string; origin: string }
  | { type: 'line'; line: Line }
  /** Something for the person at the terminal. */
  | { type: 'note'; text: string }
  | { type: 'failed'; message: string }
