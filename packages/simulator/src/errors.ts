/** Why the simulator did not do what it was asked; the words say what to do instead. */
export type SimulatorErrorCode =
  | 'simulator.unknown_verb'
  | 'simulator.wrong_argument'
  | 'simulator.app_not_running'
  | 'simulator.no_element'
  | 'simulator.orientation_fixed'
  | 'simulator.not_asked'
  | 'simulator.unknown_permission'
  | 'simulator.no_browser'
  | 'simulator.no_page'
  | 'simulator.refused'

/** A refusal of the simulator. */
export class SimulatorError extends Error {
  readonly code: SimulatorErrorCode
  /** What to do about it. */
  readonly fix: string | undefined
  override readonly name = 'SimulatorError'

  constructor(code: SimulatorErrorCode, message: string, options: { fix?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.fix = options.fix
  }
}
