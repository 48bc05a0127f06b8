/** Every number that holds for one running app, with its unit and its reason. A test or a device may set others. */
export const defaultLimits = {
  /** Bytes of Lua's own memory: 16 MiB, exact; twenty apps must fit into a phone. */
  memoryBytes: 16_777_216,
  /** Bytes of one Lua string: 1 MiB, exact; bounds every single string operation. */
  stringBytes: 1_048_576,
  /** Entries of a table that the host makes or moves: 100,000, exact. Tables that Lua itself grows reach 131,072 (see README). */
  tableEntries: 100_000,

  /** Instructions for one document load with all its scripts: about 100 ms. */
  loadInstructions: 10_000_000,
  /** Instructions for one event handler: about 10 ms, one frame. */
  eventInstructions: 1_000_000,
  /** Instructions for one timer callback: about 5 ms, half a frame. */
  timerInstructions: 500_000,
  /** Milliseconds of running (waiting does not count) for a load: 5,000, the backstop for work that is not counted well. */
  loadWallMs: 5000,
  /** Milliseconds of running for an event handler or timer callback: 1,000, the backstop as above. */
  eventWallMs: 1000,
  /** Handlers of one app that wait at the same time: 64, each holds a stack. */
  waitingHandlers: 64,
  /** Calls from the host inside calls from Lua: 16, such as handlers that click other elements; each holds a stack. */
  nestedCalls: 16,
  /** Cut-off handlers within the window that stop the app: 5, a broken app must not keep burning. */
  cutOffs: 5,
  /** Milliseconds over which cut-offs are counted: one minute. */
  cutOffWindowMs: 60_000,
  /** Lua functions that the host holds for the app: 10,000, because each costs memory outside Lua's own. */
  functions: 10_000,
  /** Host objects that Lua holds: 50,000, because each costs memory outside Lua's own. */
  objects: 50_000,

  /** Timers at the same time: 256. */
  timers: 256,
  /** Milliseconds between two runs of a repeating timer: at least 16, one frame. */
  timerMinMs: 16,
  /** Milliseconds that a timer may be set ahead: 2,147,483,647, what hosts can count. */
  timerMaxMs: 2_147_483_647,
  /** Bytes of one printed line: 8 KiB, the rest is cut. */
  logLineBytes: 8192,
  /** Milliseconds for which a touch counts as the reason of a request: 5,000. */
  gestureMs: 5000,
  /** Entries kept in the audit: 10,000, the oldest go first. */
  auditEntries: 10_000,
  /** Nesting of JSON and of tables that cross to the host: 32, so that no reader recurses deeply. */
  nesting: 32,

  /** Bytes of files that are kept, databases included: 100 MiB. */
  storageBytes: 104_857_600,
  /** Bytes of files in `cache/` and `temp/`: 50 MiB. */
  cacheBytes: 52_428_800,
  /** Bytes of one file: 50 MiB. */
  fileBytes: 52_428_800,
  /** Entries of one directory: 10,000. */
  directoryEntries: 10_000,
  /** Unicode code points of a storage path: 256, as in packages. */
  pathCodePoints: 256,
  /** Directories above a file: 10, file systems count whole paths too. */
  pathDepth: 10,

  /** Bytes of one SQLite database: 50 MiB; enforced by the device. */
  databaseBytes: 52_428_800,
  /** Databases open at the same time: 8, each holds a file and a page cache. */
  databases: 8,
  /** Prepared statements at the same time: 64. */
  statements: 64,
  /** Rows of one query's answer: 10,000, what fits into Lua's memory. */
  queryRows: 10_000,
  /** Bytes of one query's answer: 8 MiB, half of Lua's memory. */
  queryBytes: 8_388_608,
  /** Bytes of one SQL text: 64 KiB. */
  sqlBytes: 65_536,

  /** Requests and sockets at the same time when the manifest does not say: 10, the number the manifest's example shows. */
  connections: 10,
  /** Requests and sockets that a manifest may ask for: 32. */
  maxConnections: 32,
  /** Milliseconds until a request is given up when it does not say: 30,000. */
  requestTimeoutMs: 30_000,
  /** Milliseconds that a request may ask for: 120,000. */
  maxRequestTimeoutMs: 120_000,
  /** Code units of a URL: 8,192, what servers take. */
  urlLength: 8192,
  /** Headers of one request: 64. */
  headers: 64,
  /** Bytes of all headers of one request: 16 KiB, what servers take. */
  headerBytes: 16_384,

  /** Bytes that one call of `crypto.random` gives: 65,536, as in browsers. */
  randomBytes: 65_536,

  /** Pictures that one app waits for at the same time: 4, each is held in memory. */
  captures: 4,
  /** Watches of the location at the same time: 16. */
  locationWatches: 16,
  /** Requests for the location at the same time: 16. */
  locationRequests: 16,
  /** Milliseconds until a request for the location is given up: 30,000. */
  locationTimeoutMs: 30_000,
  /** Milliseconds between two positions that a watch tells: at least 100. */
  locationMinMs: 100,
  /** Metres to which the coarse location is rounded: 2,000, so that no street can be told. */
  coarseMetres: 2000,
  /** Milliseconds between two readings of a sensor: at least 16, one frame. */
  sensorMinMs: 16,
  /** Notifications that may be shown at once: 5, nobody reads more. */
  notificationBurst: 5,
  /** Milliseconds until one more notification may be shown: 10,000. */
  notificationEveryMs: 10_000,
  /** Code units of a notification's title: 100, and of its body: 1,000; what fits on a screen. */
  notificationTitle: 100,
  notificationBody: 1000,
  /** Contacts that one query answers: 100, so that nobody's contacts leave in one go. */
  contactsAnswered: 100,
  /** Code units of each field of a contact: 200. */
  contactText: 200,
  /** Bluetooth devices that one app is connected to: 5. */
  bluetoothConnections: 5,
  /** Milliseconds that a search for Bluetooth devices takes at most: 30,000, it empties batteries. */
  bluetoothScanMs: 30_000,
  /** Devices that one search answers: 100. */
  bluetoothFound: 100,
  /** Bytes of one message to a Bluetooth device: 64 KiB. */
  bluetoothSendBytes: 65_536,
}

export type Limits = typeof defaultLimits
