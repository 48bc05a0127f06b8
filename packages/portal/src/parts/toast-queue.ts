export type ToastKind = 'good' | 'info' | 'warn' | 'bad'

export interface Toast {
  readonly id: number
  readonly kind: ToastKind
  readonly text: string
  /** One thing to do about it, such as taking it back. */
  readonly action?: { readonly label: string; readonly onPress: () => void }
}

let toasts: readonly Toast[] = []
let lastId = 0
const listeners = new Set<() => void>()

const most = 4

/** Shows a message; beyond four the oldest goes. */
export function addToast(toast: Omit<Toast, 'id'>): void {
  set([...toasts, { ...toast, id: ++lastId }].slice(-most))
}

export function removeToast(id: number): void {
  set(toasts.filter((toast) => toast.id !== id))
}

export const readToasts = (): readonly Toast[] => toasts

export function watchToasts(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function set(next: readonly Toast[]): void {
  toasts = next
  for (const listener of listeners) listener()
}
