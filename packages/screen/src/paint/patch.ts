import type { Viewport } from '../style/viewport.ts'

/**
 * What goes to whoever paints. Texts and numbers only: no markup, no script, no path of the computer. Files of the app are named
 * `asset:` and their path in the package, those of the platform `asset:/system/…`; whoever paints maps them to addresses.
 */

/** Names a node of one screen; never used twice while the app runs. */
export type NodeId = number

export type PaintNode =
  | { kind: 'text'; id: NodeId; text: string }
  | {
      kind: 'element'
      id: NodeId
      /** The tag in RML, for inspectors; painters must not make an element of that name. */
      tag: string
      /** Declarations in the words of CSS, ready for `style.setProperty`. */
      style: Record<string, string>
      /** What the painter must draw that is more than a box with text. */
      control?: PaintControl
      /** How far its content is scrolled. */
      scroll?: { left: number; top: number }
      children: PaintNode[]
    }

/** A part that a browser draws or edits itself. */
export type PaintControl =
  | {
      kind: 'image'
      source: string
      /** The size that it has by itself, in px of the screen; without one it is that of the picture. */
      width?: number
      height?: number
      /** The part of the picture that is shown, in px of the picture. */
      part?: { x: number; y: number; width: number; height: number }
      /** A colour that the picture is multiplied with, as `#rrggbbaa`. */
      tint?: string
    }
  | {
      kind: 'field'
      /** `textarea` has several lines. */
      type: 'text' | 'password' | 'textarea'
      value: string
      placeholder: string
      /** How many letters "m" wide and how many lines high it is where its style does not say. */
      columns: number
      rows: number
      maxLength: number | null
      isDisabled: boolean
    }
  /** A live picture, such as that of the camera; the painter is told its frames by the source's name. */
  | { kind: 'video'; source: string }

export type PaintOp =
  | { op: 'add'; parent: NodeId; before: NodeId | null; node: PaintNode }
  | { op: 'move'; id: NodeId; parent: NodeId; before: NodeId | null }
  | { op: 'remove'; id: NodeId }
  | { op: 'text'; id: NodeId; text: string }
  /** A null takes the declaration away. */
  | { op: 'style'; id: NodeId; style: Record<string, string | null> }
  | { op: 'control'; id: NodeId; control: PaintControl }
  | { op: 'scroll'; id: NodeId; left: number; top: number }
  /** What code has selected in a text field, in UTF-16 units. */
  | { op: 'select'; id: NodeId; start: number; end: number }
  /** Who gets the keys. */
  | { op: 'focus'; id: NodeId | null }

/** A font that texts may name; `source` like every file. */
export interface PaintFont {
  family: string
  source: string
  weight: string
  style: 'normal' | 'italic'
  /** Whether it stands in for characters that the others lack. */
  isFallback?: boolean
}

/** A whole screen. */
export interface Snapshot {
  kind: 'snapshot'
  /** Counts up by one with every snapshot and patch; who misses a number asks for a snapshot. */
  number: number
  /** The document on the screen. */
  path: string
  title: string
  viewport: Viewport
  /** Behind the document while it is loading and around it. */
  background: string
  fonts: PaintFont[]
  root: PaintNode | null
  focus: NodeId | null
}

/** What became different since the number before. */
export interface Patch {
  kind: 'patch'
  number: number
  ops: PaintOp[]
  /** Fonts that were not there before. */
  fonts?: PaintFont[]
}

export type ScreenUpdate = Snapshot | Patch
