import { FileUp } from 'lucide-react'
import { useRef, useState } from 'react'
import type { DragEvent } from 'react'
import { useTexts } from '../texts.ts'
import { Button } from './button.tsx'
import { FieldFrame, useField } from './field.tsx'
import type { FieldProps } from './field.tsx'
import { fileDropTexts } from './file-drop.texts.ts'
import { Icon } from './icon.tsx'
import { joinClasses } from './join-classes.ts'
import styles from './file-drop.module.css'

export interface FileDropProps extends FieldProps {
  onFiles: (files: readonly File[]) => void
  /** What the system's dialog offers: `.mosis`, `image/png`. What comes is still to be checked. */
  accept?: string
  isMany?: boolean
  isDisabled?: boolean
}

/** Takes files that are dropped on it, or chosen with its button. */
export function FileDrop(props: FileDropProps) {
  const { onFiles, accept, isMany = false, isDisabled = false } = props
  const t = useTexts(fileDropTexts)
  const joined = useField(props)
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setIsOver] = useState(false)
  const take = (files: FileList | null) => {
    const taken = [...(files ?? [])].slice(0, isMany ? undefined : 1)
    if (taken.length > 0 && !isDisabled) onFiles(taken)
  }
  const over = (event: DragEvent) => {
    if (isDisabled || !event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    event.dataTransfer.dropEffect = 'copy'
    setIsOver(true)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setIsOver(false)
    take(event.dataTransfer.files)
  }
  const leave = ({ currentTarget, relatedTarget }: DragEvent) => {
    if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setIsOver(false)
  }
  return (
    <FieldFrame field={props} joined={joined}>
      <div
        className={joinClasses(styles.zone, isOver && styles.isOver, joined.error !== undefined && styles.isBad)}
        onDragEnter={over}
        onDragOver={over}
        onDragLeave={leave}
        onDrop={drop}
      >
        <Icon of={FileUp} size={24} className={styles.picture} />
        <span className={styles.words}>{isOver ? t.let : t.drop}</span>
        <Button isDisabled={isDisabled} onPress={() => input.current?.click()} tabIndex={-1} aria-hidden>
          {isMany ? t.chooseMany : t.choose}
        </Button>
        <input
          {...joined.control}
          ref={input}
          type="file"
          accept={accept}
          multiple={isMany}
          disabled={isDisabled}
          className={styles.input}
          onChange={({ target }) => {
            take(target.files)
            // So that the same file can be chosen again after it was changed.
            target.value = ''
          }}
        />
      </div>
    </FieldFrame>
  )
}
