/** What an app is told when something is refused or fails: the code in front of the message, what it means, and what to do. */
export interface LuaErrorEntry {
  readonly meaning: string
  readonly fix: string
}

const unavailable = (thing: string): LuaErrorEntry => ({
  meaning: `This device has no ${thing}, or it cannot be used now.`,
  fix: 'Say so to the person and go on without it',
})

const tooMany = (what: string, fix: string): LuaErrorEntry => ({
  meaning: `The app has as many ${what} as it may.`,
  fix,
})

/** Every code that Lua can meet in a message or in the log, by what it belongs to. */
export const luaErrors = {
  'argument.invalid': {
    meaning:
      'An argument is of another type, outside its range, or has a field that is not known; the message names it.',
    fix: 'Give what the message asks for',
  },
  'value.unsupported': {
    meaning:
      'A value cannot cross to the platform: a table inside itself, more than 32 deep, or with keys that are no text, number or boolean.',
    fix: 'Hand over plain values and tables',
  },
  internal: {
    meaning: 'The platform has a fault; the app did nothing wrong.',
    fix: 'Report it with what the app did',
  },
  'lua.error': {
    meaning: 'An error of Lua itself that nobody caught.',
    fix: 'Read the traceback: it begins where it happened',
  },
  'lua.syntax': { meaning: 'Code cannot be read.', fix: 'Correct the line that the message names' },

  'permission.denied': {
    meaning: 'The app does not have the permission: it is not declared, was not asked for, or the person said no.',
    fix: 'Declare it in the manifest and ask with permissions.request where the person starts what needs it',
  },
  'permission.undeclared': {
    meaning: 'A permission is requested that the manifest does not declare.',
    fix: 'Add it to "permissions" in manifest.json',
  },
  'permission.unknown': { meaning: 'No permission has this name.', fix: 'Correct the name; the reference lists all' },
  'permission.gesture_required': {
    meaning: 'Camera, microphone and location can be requested only within 5 seconds of a touch.',
    fix: 'Request it in the handler of a button',
  },

  'limit.instructions': {
    meaning:
      'A handler used more instructions than it may: 1,000,000, a timer 500,000, a load 10,000,000. It was ended.',
    fix: 'Do less at once: go on in a timer, or keep what was computed',
  },
  'limit.time': { meaning: 'A handler ran for too long by the clock and was ended.', fix: 'Do less at once' },
  'limit.wall_clock': { meaning: 'The app answered nothing for too long and was ended.', fix: 'Do less at once' },
  'limit.memory': { meaning: 'The app has used its 16 MiB.', fix: 'Keep less: let go of what is not shown' },
  'limit.string': { meaning: 'A string would be longer than 1 MiB.', fix: 'Work on parts of it' },
  'limit.table': { meaning: 'A table would have more entries than it may.', fix: 'Use several, or a database' },
  'limit.stack': {
    meaning: 'Calls are nested too deep.',
    fix: 'Use a loop in the place of calls that call themselves',
  },
  'limit.nesting': { meaning: 'A value is nested more than 32 deep.', fix: 'Make it flatter' },
  'limit.waiting': { meaning: '64 handlers wait already.', fix: 'Start fewer requests at once' },
  'limit.functions': tooMany('functions held by the platform', 'End timers, watches and listeners that are not needed'),
  'limit.objects': tooMany('objects of the platform', 'Let go of elements that are not needed'),
  'limit.cut_offs': {
    meaning: 'Five handlers were ended within a minute for using too much; the app was stopped.',
    fix: 'See which handlers use so much: the budget in the simulator shows it',
  },

  'document.not_readable': { meaning: 'A document, or a file that it needs, cannot be read.', fix: 'Correct the path' },
  'document.not_a_document': { meaning: 'A file is no RML document.', fix: 'Begin it with <rml> and give it a <body>' },
  'document.cut_off': {
    meaning: 'The scripts of a document used up the instructions of a load; it is not shown.',
    fix: 'Do less while a screen loads',
  },
  'document.replaced': { meaning: 'Another screen was asked for before this one was open.', fix: 'Navigate once' },
  'navigation.not_found': { meaning: 'The package has no such screen.', fix: 'Correct the path; it begins at assets/' },
  'import.not_found': { meaning: 'The package has no such file.', fix: 'Correct the path; it begins at assets/' },
  'import.circular': {
    meaning: 'A file imports itself, perhaps through others.',
    fix: 'Move what both need into a third file',
  },
  'path.outside': { meaning: 'A path leads out of the package.', fix: 'Leave ".." out' },

  'screen.bad_selector': {
    meaning: 'A selector cannot be read, or asks for what RmlUi does not have.',
    fix: 'Write it as in a style sheet',
  },
  'screen.bad_name': {
    meaning: 'A tag, attribute or property has a name that RML cannot have.',
    fix: 'Use letters, digits, "-" and "_"',
  },
  'screen.wrong_tree': {
    meaning: 'An element would stand in itself, in two places, or beside something that is not there.',
    fix: 'See where the element stands before it is moved',
  },
  'screen.tree_too_deep': { meaning: 'Elements are nested too deep.', fix: 'Make the document flatter' },
  'screen.too_many_nodes': {
    meaning: 'The document has as many elements and texts as it may.',
    fix: 'Show a part of a long list',
  },
  'screen.too_many_events': {
    meaning: 'Handlers cause events that cause handlers, without end.',
    fix: 'Do not send the event that a handler is for',
  },
  'screen.no_layout': {
    meaning:
      'A position or size is asked for, and nobody has laid out the element: it is not on a screen that somebody looks at.',
    fix: 'Catch it with pcall, or ask once the document is shown',
  },
  'screen.model_closed': { meaning: 'A data model that was closed is used.', fix: 'Open it again' },
  'screen.model_too_large': { meaning: 'A data model holds more than it may.', fix: 'Put only into it what is shown' },
  'screen.wrong_model': { meaning: 'A table inside itself is put into a data model.', fix: 'Leave the cycle out' },

  'storage.path_invalid': {
    meaning: 'A path leads out of the storage, or has a name that not every device can keep.',
    fix: 'Use letters, digits, "_", "-" and "." and begin without "/"',
  },
  'storage.not_found': { meaning: 'There is no such file or directory.', fix: 'Ask with storage.exists before' },
  'storage.exists': { meaning: 'There is a file where a directory should be.', fix: 'Choose another name' },
  'storage.is_directory': { meaning: 'There is a directory where a file should be.', fix: 'Choose another name' },
  'storage.not_directory': { meaning: 'There is a file where a directory should be.', fix: 'Choose another name' },
  'storage.not_empty': {
    meaning: 'A directory that holds something cannot be deleted.',
    fix: 'Delete what is in it first',
  },
  'storage.too_large': {
    meaning: 'A file would have more than 50 MiB, or more is read at once than a string holds.',
    fix: 'Read it in parts, with an offset and a size',
  },
  'storage.quota_exceeded': {
    meaning: 'The files of the app have used up their room.',
    fix: 'Delete what is not needed',
  },
  'storage.directory_full': { meaning: 'A directory holds 10,000 entries.', fix: 'Spread them over several' },
  'storage.disk_full': {
    meaning: 'The disk of the device is full, or the app has 100,000 files.',
    fix: 'Say so to the person',
  },
  'storage.io': { meaning: 'The device cannot read or write.', fix: 'Try again later' },

  'database.sql': {
    meaning: 'SQL is wrong, or not allowed in an app.',
    fix: 'Correct it; the message is that of SQLite',
  },
  'database.closed': { meaning: 'A database or statement that was closed is used.', fix: 'Open it again' },
  'database.too_many': tooMany('open databases or statements', 'Close some'),
  'database.constraint': { meaning: 'A row breaks a constraint of its table.', fix: 'See whether it is there already' },
  'database.full': { meaning: 'The database, or the room of the app, is full.', fix: 'Delete rows' },
  'database.locked': { meaning: 'Another connection of the app is writing.', fix: 'Try again' },
  'database.timeout': {
    meaning: 'A statement took too long and was ended; its transaction was rolled back.',
    fix: 'Use an index, or ask for less',
  },
  'database.result_too_large': { meaning: 'An answer has more than 10,000 rows or 8 MiB.', fix: 'Use LIMIT' },
  'database.corrupt': { meaning: 'The file is no database any more.', fix: 'Use another name, and tell the person' },
  'database.io': { meaning: 'The device cannot read or write.', fix: 'Try again later' },

  'network.url_invalid': {
    meaning: 'A URL cannot be read, or names another scheme.',
    fix: 'Begin it with https: or wss:',
  },
  'network.http_not_allowed': {
    meaning: 'A connection would not be encrypted.',
    fix: 'Use https:, or set "allow_http" in the manifest',
  },
  'network.domain_not_allowed': { meaning: 'The manifest does not list the host.', fix: 'Add it to "allowed_domains"' },
  'network.port_not_allowed': {
    meaning: 'Only the usual port may be used.',
    fix: 'List the host with its port in "allowed_domains"',
  },
  'network.blocked': { meaning: 'The name leads to an address that is not public.', fix: 'Use a public host' },
  'network.too_many': tooMany('open connections', 'Wait for some to end'),
  'network.unreachable': { meaning: 'The host cannot be reached.', fix: 'Show what is kept, and try again later' },
  'network.timeout': { meaning: 'The answer took too long.', fix: 'Try again, or give a longer timeout' },
  'network.tls': { meaning: 'The host cannot prove who it is.', fix: 'Have its certificate renewed' },
  'network.response_too_large': { meaning: 'A response has more than 1 MiB.', fix: 'Ask for less at once' },
  'network.cancelled': { meaning: 'The request was given up.', fix: 'Send it again if it is still wanted' },
  'network.closed': {
    meaning: 'A socket that is not open is used.',
    fix: 'Wait for "open", and connect again after "close"',
  },
  'network.backlog': { meaning: 'More is sent than the network takes.', fix: 'Send less often' },

  'camera.unavailable': unavailable('camera'),
  'camera.busy': { meaning: 'The camera is in use, or pictures are being taken already.', fix: 'Try again' },
  'camera.closed': { meaning: 'The camera went off before the picture was taken.', fix: 'Start it again' },
  'camera.stopped': { meaning: 'The camera was stopped before it was on.', fix: 'Start it again' },
  'camera.not_started': { meaning: 'A picture is wanted while the camera is off.', fix: 'Call camera.start first' },
  'camera.no_target': { meaning: 'No element has the id that should show the camera.', fix: 'Correct the target' },
  'camera.too_large': { meaning: 'The picture is larger than a string.', fix: 'Use a lower resolution' },
  'microphone.unavailable': unavailable('microphone'),
  'microphone.busy': { meaning: 'The microphone is in use.', fix: 'Try again later' },
  'microphone.closed': { meaning: 'The recording was ended meanwhile.', fix: 'Record again' },
  'microphone.stopped': { meaning: 'The microphone was stopped before it was on.', fix: 'Start it again' },
  'microphone.not_started': { meaning: 'Nothing is recorded.', fix: 'Call microphone.start first' },
  'microphone.format_unsupported': { meaning: 'The device cannot make files of this format.', fix: 'Use "wav"' },
  'location.unavailable': unavailable('location'),
  'location.timeout': {
    meaning: 'The position was not found in time.',
    fix: 'Try again, or let the person name the place',
  },
  'location.busy': {
    meaning: 'Many requests wait for the position already.',
    fix: 'Wait for one of them, or use location.watch',
  },
  'location.too_many': tooMany('watches of the location', 'End some with location.unwatch'),
  'sensors.unavailable': unavailable('sensor of this kind'),
  'clipboard.unavailable': unavailable('clipboard'),
  'clipboard.too_large': {
    meaning: 'The text on the clipboard is larger than a string.',
    fix: 'Ask the person for less',
  },
  'notifications.unavailable': unavailable('place for notifications'),
  'notifications.rate_limited': {
    meaning: 'Too many are shown: 5 at once, then one every 10 seconds.',
    fix: 'Put several into one',
  },
  'contacts.unavailable': unavailable('contacts'),
  'contacts.not_found': { meaning: 'There is no such contact any more.', fix: 'Query again' },
  'contacts.full': { meaning: 'The device keeps no more contacts.', fix: 'Say so to the person' },
  'bluetooth.unavailable': unavailable('Bluetooth'),
  'bluetooth.busy': { meaning: 'A search runs already.', fix: 'Wait for it' },
  'bluetooth.not_found': { meaning: 'The device is not near.', fix: 'Search again' },
  'bluetooth.unreachable': { meaning: 'The device does not answer.', fix: 'Try again nearer to it' },
  'bluetooth.connected': { meaning: 'The device is connected already.', fix: 'Go on with that connection' },
  'bluetooth.not_connected': {
    meaning: 'Nothing is connected under this address.',
    fix: 'Call bluetooth.connect first',
  },
  'bluetooth.closed': { meaning: 'The connection has ended.', fix: 'Connect again' },
  'bluetooth.too_many': tooMany('connected devices', 'Disconnect one'),

  'timer.too_many': tooMany('timers', 'Cancel those that are not needed'),
  'json.syntax': {
    meaning: 'A text is no JSON; the message names the place.',
    fix: 'See what the text is before it is decoded',
  },
  'json.invalid_value': {
    meaning: 'A value has no exact form in JSON.',
    fix: 'Give what JSON has: the message names what it was',
  },
  'base64.invalid': { meaning: 'A text is no base64.', fix: 'See what the text is before it is decoded' },
} as const satisfies Readonly<Record<string, LuaErrorEntry>>
