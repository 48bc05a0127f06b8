import { Download, Ellipsis, Languages, Pencil, Plus, RotateCcw, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../parts/button.tsx'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { CopyButton } from '../../parts/copy-button.tsx'
import { CopyField } from '../../parts/copy-field.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Drawer } from '../../parts/drawer.tsx'
import { IconButton } from '../../parts/icon-button.tsx'
import { AnchorButton, LinkButton } from '../../parts/link-button.tsx'
import { Menu, MenuGroup, MenuItem, MenuLink } from '../../parts/menu.tsx'
import { Section } from '../../parts/section.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { useToasts } from '../../parts/toast.tsx'
import styles from './gallery.module.css'
import { refused, words } from './sample.ts'

const kinds = ['primary', 'plain', 'quiet', 'danger'] as const
const sizes = ['small', 'medium', 'large'] as const

/** Buttons, menus, what opens above the page. */
export function ActionParts() {
  return (
    <Section title="Doing">
      <div className={styles.stack}>
        {sizes.map((size) => (
          <div key={size} className={styles.row}>
            {kinds.map((kind) => (
              <Button key={kind} kind={kind} size={size}>
                {words.act}
              </Button>
            ))}
          </div>
        ))}
        <div className={styles.row}>
          {kinds.map((kind) => (
            <Button key={kind} kind={kind} icon={Plus}>
              {words.act}
            </Button>
          ))}
          {kinds.map((kind) => (
            <Button key={kind} kind={kind} isPending>
              {words.act}
            </Button>
          ))}
          {kinds.map((kind) => (
            <Button key={kind} kind={kind} isDisabled>
              {words.act}
            </Button>
          ))}
        </div>
        <div className={styles.row}>
          <LinkButton to="/" kind="primary">
            {words.act}
          </LinkButton>
          <LinkButton to="/" icon={Pencil}>
            {words.act}
          </LinkButton>
          <AnchorButton href="/openapi.json" icon={Download} kind="quiet">
            {words.choose}
          </AnchorButton>
          <IconButton icon={Pencil} label="Edit" />
          <IconButton icon={RotateCcw} label="Again" kind="plain" />
          <IconButton icon={Trash2} label={words.delete} kind="danger" />
          <IconButton icon={Trash2} label="Delete, small" size="small" />
          <IconButton icon={Pencil} label="Edit, off" isDisabled />
          <CopyButton text="mosis publish" label="The command" />
          <CopyButton text="mosis publish" label="The same" isSmall />
        </div>
        <Menus />
        <Overlays />
        <div className={styles.pair}>
          <CopyField label="Command" value="mosis publish --wait --track testers" />
          <CopyField label="API key" value="mk_live_9Vb3nQk2L8s7Zp4R1t6Yw0Xe5Ua" isSecret />
        </div>
      </div>
    </Section>
  )
}

function Menus() {
  const [language, setLanguage] = useState('en')
  return (
    <div className={styles.row}>
      <Menu label="Actions" trigger={<Ellipsis size={20} strokeWidth={1.5} aria-hidden />} side="below-start">
        <MenuItem icon={Pencil} onAction={() => {}}>
          {words.choose}
        </MenuItem>
        <MenuLink icon={Download} to="/">
          {words.short}
        </MenuLink>
        <MenuItem isDisabled onAction={() => {}}>
          {words.act}
        </MenuItem>
        <MenuGroup label="For good">
          <MenuItem icon={Trash2} kind="danger" lead="Nothing of it stays" onAction={() => {}}>
            {words.delete}
          </MenuItem>
        </MenuGroup>
      </Menu>
      <Menu label="Language" kind="plain" hasWords trigger={words.menu} side="below-start">
        <MenuItem isChosen={language === 'en'} lang="en" onAction={() => setLanguage('en')}>
          {words.short}
        </MenuItem>
        <MenuItem isChosen={language === 'de'} onAction={() => setLanguage('de')}>
          {words.choose}
        </MenuItem>
      </Menu>
      <Menu label="Language again" trigger={<Languages size={20} strokeWidth={1.5} aria-hidden />}>
        <MenuItem onAction={() => {}}>{words.sentence}</MenuItem>
      </Menu>
    </div>
  )
}

function Overlays() {
  const toasts = useToasts()
  const [open, setOpen] = useState<'dialog' | 'wide' | 'confirm' | 'typed' | 'drawer'>()
  const close = () => setOpen(undefined)
  return (
    <div className={styles.row}>
      {(['dialog', 'wide', 'confirm', 'typed', 'drawer'] as const).map((each) => (
        <Button key={each} onPress={() => setOpen(each)}>
          {each}
        </Button>
      ))}
      {(['good', 'info', 'warn', 'bad'] as const).map((kind) => (
        <Button
          key={kind}
          onPress={() =>
            toasts[kind](words.sentence, kind === 'good' ? { label: words.retry, onPress: () => {} } : undefined)
          }
        >
          {kind}
        </Button>
      ))}
      <Dialog
        isOpen={open === 'dialog' || open === 'wide'}
        size={open === 'wide' ? 'wide' : 'medium'}
        onClose={close}
        title="Invite somebody"
        lead={words.sentence}
        actions={
          <>
            <Button onPress={close}>{words.choose}</Button>
            <Button kind="primary" onPress={close}>
              {words.act}
            </Button>
          </>
        }
      >
        <TextField label="E-mail" type="email" value="" onChange={() => {}} />
        <p>{words.paragraphs.repeat(open === 'wide' ? 8 : 1)}</p>
      </Dialog>
      <ConfirmDialog
        isOpen={open === 'confirm'}
        onClose={close}
        title="Halt 1.2.0?"
        act="Halt 1.2.0"
        onConfirm={close}
        error={refused}
      >
        {words.sentence}
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={open === 'typed'}
        onClose={close}
        title="Delete Weather?"
        act="Delete Weather"
        typed="com.example.weather"
        onConfirm={close}
      >
        {words.sentence}
      </ConfirmDialog>
      <Drawer
        isOpen={open === 'drawer'}
        onClose={close}
        title="Details"
        actions={<Button onPress={close}>{words.act}</Button>}
      >
        {words.paragraphs}
      </Drawer>
    </div>
  )
}
