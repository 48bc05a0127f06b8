/** What is known about a code without an instance of it: enough for `mosis explain CODE` without a network. */
export interface Refusal {
  /** The first words of the message: what could not be done. */
  refusal: string
  /** Why the format refuses this. */
  explanation: string
  /** What the developer does about it. */
  fix: string
}
