/** Every way in which a document refuses something. */
export type ScreenErrorCode =
  | 'bad-selector' // a selector that cannot be read, or asks for what RmlUi does not have
  | 'bad-name' // a tag, attribute or property name that could not be written as RML again
  | 'wrong-tree' // a change that would make the tree something else than a tree
  | 'tree-too-deep'
  | 'too-many-nodes'
  | 'too-many-events' // handlers that cause events that cause handlers
  | 'no-document' // the file is not a document
  | 'element-not-found'
  | 'element-hidden'
  | 'document-closed'
  | 'no-layout' // a position or size is asked for, and nobody has laid out the document
  | 'model-closed'
  | 'model-too-large'
  | 'wrong-model' // a table inside itself

/** Why a document refused, for the program or the app that asked. */
export class ScreenError extends Error {
  readonly code: ScreenErrorCode
  constructor(code: ScreenErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'ScreenError'
    this.code = code
  }
}
