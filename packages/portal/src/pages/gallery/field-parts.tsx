import { useState } from 'react'
import { Button } from '../../parts/button.tsx'
import { Checkbox } from '../../parts/checkbox.tsx'
import { FileDrop } from '../../parts/file-drop.tsx'
import { Form, FormActions } from '../../parts/form.tsx'
import { NumberField } from '../../parts/number-field.tsx'
import { PasswordField } from '../../parts/password-field.tsx'
import { RadioGroup } from '../../parts/radio-group.tsx'
import { SearchField } from '../../parts/search-field.tsx'
import { Section } from '../../parts/section.tsx'
import { Select } from '../../parts/select.tsx'
import { Switch } from '../../parts/switch.tsx'
import { TextArea } from '../../parts/text-area.tsx'
import { TextField } from '../../parts/text-field.tsx'
import styles from './gallery.module.css'
import { refused, words } from './sample.ts'

const options = [
  { value: 'tools', label: 'Tools' },
  { value: 'weather', label: 'Weather and travel' },
  { value: 'games', label: 'Games', isDisabled: true },
]

/** Fields, empty, filled, refused and off. */
export function FieldParts() {
  const [text, setText] = useState('Weather')
  const [number, setNumber] = useState<number | undefined>(10)
  const [option, setOption] = useState('weather')
  const [isOn, setIsOn] = useState(true)
  const [error, setError] = useState<unknown>()
  return (
    <Section title="Fields">
      <div className={styles.pair}>
        <TextField label="Name" hint="At most 30 characters" value={text} onChange={setText} />
        <TextField
          label="App id"
          isCode
          value={words.unbroken}
          onChange={() => {}}
          error="This id is taken; choose another one"
        />
        <TextField label="Website" isOptional before="https://" after="/" value="example.com" onChange={() => {}} />
        <TextField label="Read only" readOnly value={text} />
        <TextField label="Off" disabled value={text} />
        <PasswordField label="Password" autoComplete="new-password" defaultValue="a long password" />
        <NumberField label="Share" min={1} max={100} after="%" value={number} onChange={setNumber} />
        <Select label="Category" options={options} value={option} onChange={setOption} />
        <Select
          label="Nothing chosen"
          options={options}
          value=""
          placeholder="Choose a category"
          onChange={() => {}}
          error="Choose one"
        />
        <SearchField label="Search" value="" onSearch={() => {}} placeholder="Name or id" />
        <TextArea label="Summary" maxLength={80} value={words.sentence} onChange={() => {}} />
        <TextArea label="Too long" maxLength={20} defaultValue={words.sentence} />
      </div>
      <div className={styles.pair}>
        <div className={styles.stack}>
          <Checkbox
            label="I have the right to publish this"
            isChecked={isOn}
            onChange={setIsOn}
            hint="Somebody may ask for proof"
          />
          <Checkbox label="Partly" isChecked={false} isPartly onChange={() => {}} />
          <Checkbox label="Refused" isChecked={false} onChange={() => {}} error="This is needed" />
          <Checkbox label="Off" isChecked disabled onChange={() => {}} />
          <Switch label="Public" hint="Everybody finds it" isOn={isOn} onChange={setIsOn} />
          <Switch label="Off" isOn={false} isDisabled onChange={() => {}} />
        </div>
        <RadioGroup label="Role" value={option} onChange={setOption} options={options} />
      </div>
      <RadioGroup
        label="Who gets it"
        look="cards"
        value={option}
        onChange={setOption}
        options={options.map((each) => ({ ...each, hint: words.sentence }))}
      />
      <FileDrop label="Package" hint="A .mosis file" accept=".mosis" onFiles={() => {}} />
      <FileDrop
        label="Pictures"
        isMany
        isOptional
        accept="image/png"
        onFiles={() => {}}
        error="weather.png is no picture"
      />
      <Form onSubmit={() => setError(refused)} error={error} isNarrow>
        <TextField label="Name" pointer="/name" name="name" />
        <TextArea label="Summary" pointer="/summary" name="summary" maxLength={80} />
        <FormActions>
          <Button type="submit" kind="primary">
            {words.act}
          </Button>
        </FormActions>
      </Form>
    </Section>
  )
}
