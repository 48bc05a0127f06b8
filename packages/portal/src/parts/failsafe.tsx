import { Component } from 'react'
import type { ReactNode } from 'react'

interface FailsafeProps {
  /** What is shown when what stands inside cannot be. */
  instead: ReactNode
  children: ReactNode
}

/** Keeps a fault of one part, such as code that did not arrive, from taking the page with it. */
export class Failsafe extends Component<FailsafeProps, { hasFailed: boolean }> {
  override state = { hasFailed: false }

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true }
  }

  override render(): ReactNode {
    return this.state.hasFailed ? this.props.instead : this.props.children
  }
}
