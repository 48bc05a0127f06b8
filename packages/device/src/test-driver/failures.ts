/** Every way in which a test, or what it stands in, fails. `mosis explain` tells them. */
export const testFailures = {
  'test.assertion': {
    about: 'What the test expected is not so. The message says what is there instead.',
    fix: 'Mend the app, or the test where it expects the wrong thing',
  },
  'test.element_not_found': {
    about: 'No element that a person could see fits what the test looked for. The message names those that come near.',
    fix: 'Take one of these, or look at the whole screen with print(app:tree())',
  },
  'test.element_gone': {
    about: 'The test holds an element that the app has taken from the screen since it was found.',
    fix: 'Find it again after what changed the screen',
  },
  'test.not_visible': {
    about: 'The test does something with an element that a person could not see, so could not touch.',
    fix: 'Do first what makes it visible, such as opening a tab',
  },
  'test.disabled': { about: 'The test uses a control that is disabled.', fix: 'Do first what enables it' },
  'test.wrong_element': {
    about:
      'The test does something with an element that cannot be done with one of its kind, such as typing into a button.',
    fix: 'Look for the field, select or range itself',
  },
  'test.no_screen': {
    about: 'The app shows no screen: it ended, or its first one could not be opened.',
    fix: 'See what the app logged',
  },
  'test.usage': {
    about: 'A function of the test API was called with something that it does not take.',
    fix: 'See docs/guides/test-an-app.md',
  },
  'test.syntax': {
    about: 'The test file cannot be read, so none of its tests ran.',
    fix: 'Mend the line that is named',
  },
  'test.error': { about: 'The code of the test itself raised an error.', fix: 'Mend the line that is named' },
  'test.nothing': {
    about: 'A Lua file among the tests declares none, so that it proves nothing.',
    fix: 'Write test("what is so", function(app) … end), or move the file into tests/lib if others import it',
  },
  'test.timed_out': {
    about: 'The test was not over when its real time was up: something waited for ever, or the app was very busy.',
    fix: 'See what it did last, or give it more with --timeout',
  },
  'test.cut_off': {
    about:
      'The code of the test itself ran so long without waiting that it was cut off: it is most likely in an endless loop.',
    fix: 'End the loop; time goes by with app:advance(milliseconds)',
  },
  'test.app_ended': {
    about: 'The app came to its end while the test went on: it crashed, or it was stopped because of its limits.',
    fix: 'See what the app logged; a test that expects it reads app.ended',
  },
  'test.app_error': {
    about:
      'The app ran into an error, or one of its handlers was cut off, and the test did not say that it expects that.',
    fix: 'Mend the app; a test that expects an error reads it with app:errors()',
  },
  'test.not_scripted': {
    about:
      'The app asked for something on the network, and the test says no answer to it. Tests never reach the real network.',
    fix: 'Give the answer: setup{ network = { ["GET https://…"] = { json = {…} } } }, or network = "offline"',
  },
  'test.snapshot': {
    about: 'The screen is not as the kept snapshot has it. The difference is shown: - as it was kept, + as it is.',
    fix: 'Mend the app; if the new screen is right: mosis test --update',
  },
  'test.snapshot_missing': {
    about: 'There is no kept snapshot of this name. In CI none is written, because nobody would look at it.',
    fix: 'Run mosis test on your machine and keep tests/__snapshots__ with the project',
  },
} as const satisfies Record<string, { about: string; fix: string }>

export type TestFailureCode = keyof typeof testFailures

/** Why a test failed, for whoever wrote it. */
export class TestFailure extends Error {
  readonly code: TestFailureCode
  /** Where the test stands that fails, as far as is known. */
  readonly place: { path: string; line?: number; column?: number } | undefined
  /** The calls that were open in the test's Lua. */
  readonly traceback: string
  constructor(
    code: TestFailureCode,
    message: string,
    place?: { path: string; line?: number; column?: number },
    traceback = '',
  ) {
    super(message)
    this.name = 'TestFailure'
    this.code = code
    this.place = place
    this.traceback = traceback
  }
}
