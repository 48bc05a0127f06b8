import { done, field, luaFunction, parameter, result } from './schema.ts'
import type { LuaField, LuaFunction, LuaModule } from './schema.ts'

const error = field('error?', 'string', 'why it failed; then nothing else is there')

export const camera: LuaModule = {
  name: 'camera',
  summary: 'Shows what the camera sees and takes pictures.',
  notes: [
    'One camera at a time; starting it again starts it anew. It goes off when the app is not on the screen any more, or stops.',
  ],
  functions: [
    luaFunction('camera.start', 'Switches the camera on.', {
      parameters: [parameter('settings?', 'CameraSettings', 'which camera, how large, and where it is shown')],
      results: done,
      permissions: ['camera'],
      waits: true,
      fails: ['camera.unavailable', 'camera.busy', 'camera.no_target', 'camera.stopped'],
      example: 'camera.start({ facing = "back", resolution = "720p", target = "preview" })',
    }),
    luaFunction('camera.capture', 'Takes a picture.', {
      parameters: [parameter('callback', 'fun(image: Image)', 'called once with the picture')],
      results: done,
      permissions: ['camera'],
      raises: ['camera.not_started'],
      fails: ['camera.busy', 'camera.unavailable', 'camera.closed', 'camera.too_large'],
      failsIn: 'error field',
      example: 'camera.capture(function(image) storage.write("photos/capture.jpg", base64.decode(image.data)) end)',
    }),
    luaFunction('camera.stop', 'Switches the camera off; once more does nothing.', { example: 'camera.stop()' }),
  ],
  shapes: [
    {
      name: 'CameraSettings',
      summary: 'How the camera starts.',
      fields: [
        field('facing?', '"back"|"front"', 'back unless said'),
        field('resolution?', '"480p"|"720p"|"1080p"', '720p unless said'),
        field('target?', 'string', 'the id of the element that shows what the camera sees'),
      ],
    },
    {
      name: 'Image',
      summary: 'A picture, or why there is none.',
      fields: [
        error,
        field('data?', 'string', 'the picture as base64'),
        field('width?', 'integer', 'pixels'),
        field('height?', 'integer', 'pixels'),
        field('type?', '"jpeg"|"png"', 'what the camera gave: phones give JPEG, made-up cameras what they were given'),
      ],
    },
  ],
}

export const microphone: LuaModule = {
  name: 'microphone',
  summary: 'Records sound.',
  notes: [
    'A recording ends by itself when its base64 is as long as a string may be: after about 9 seconds at 44,100 Hz with one channel, 49 seconds at 8,000 Hz.',
    'Recordings are WAV files. No device can make Ogg files yet: `format = "ogg"` answers `nil` and `microphone.format_unsupported`.',
  ],
  functions: [
    luaFunction('microphone.start', 'Begins a recording.', {
      parameters: [parameter('settings?', 'MicrophoneSettings', 'how it is recorded')],
      results: done,
      permissions: ['microphone'],
      waits: true,
      fails: ['microphone.unavailable', 'microphone.busy', 'microphone.format_unsupported', 'microphone.stopped'],
      example: 'microphone.start({ format = "wav", sample_rate = 44100, channels = 1 })',
    }),
    luaFunction('microphone.stop', 'Ends the recording.', {
      parameters: [parameter('callback', 'fun(audio: Audio)', 'called once with the recording')],
      results: done,
      permissions: ['microphone'],
      raises: ['microphone.not_started'],
      fails: ['microphone.unavailable', 'microphone.closed'],
      failsIn: 'error field',
      example: 'microphone.stop(function(audio) storage.write("recordings/voice.wav", base64.decode(audio.data)) end)',
    }),
  ],
  shapes: [
    {
      name: 'MicrophoneSettings',
      summary: 'How a recording is made.',
      fields: [
        field('format?', '"wav"|"ogg"', 'wav unless said'),
        field('sample_rate?', '8000|11025|16000|22050|32000|44100|48000', 'samples a second, 44,100 unless said'),
        field('channels?', '1|2', '1 unless said'),
      ],
    },
    {
      name: 'Audio',
      summary: 'A recording, or why there is none.',
      fields: [
        error,
        field('data?', 'string', 'the file as base64'),
        field('duration?', 'number', 'seconds'),
        field('sample_rate?', 'integer', 'samples a second'),
        field('channels?', 'integer', '1 or 2'),
        field('is_cut?', 'boolean', 'it was ended because no more would have fitted'),
      ],
    },
  ],
}

const eitherLocation = ['location.coarse', 'location.fine'] as const

export const location: LuaModule = {
  name: 'location',
  summary: 'Where the phone is.',
  notes: [
    'With `location.coarse` alone a position is the middle of a square of 2 km, with nothing but latitude, longitude and accuracy.',
  ],
  functions: [
    luaFunction('location.get', 'Finds the position once, within 30 seconds.', {
      parameters: [parameter('callback', 'fun(pos: Position)', 'called once')],
      results: done,
      permissions: eitherLocation,
      fails: ['location.busy', 'location.unavailable', 'location.timeout'],
      failsIn: 'error field',
      example: 'location.get(function(pos) print(pos.error or pos.latitude) end)',
    }),
    luaFunction('location.watch', 'Tells the position now and whenever it changes; at most 16 watches.', {
      parameters: [
        parameter('callback', 'fun(pos: Position)', 'called again and again'),
        parameter('options?', 'WatchOptions', 'how often'),
      ],
      results: [result('watch', 'integer', 'for location.unwatch')],
      permissions: eitherLocation,
      raises: ['location.too_many'],
      fails: ['location.unavailable', 'location.timeout', 'permission.denied'],
      failsIn: 'error field',
      example: 'local watch = location.watch(show, { interval = 5000, distance = 10 })',
    }),
    luaFunction('location.unwatch', 'Ends a watch.', {
      parameters: [parameter('watch', 'integer', 'what location.watch answered')],
      results: [result('was_running', 'boolean')],
      example: 'location.unwatch(watch)',
    }),
  ],
  shapes: [
    {
      name: 'Position',
      summary: 'A position, or why there is none.',
      fields: [
        error,
        field('latitude?', 'number', 'degrees, north positive'),
        field('longitude?', 'number', 'degrees, east positive'),
        field('accuracy?', 'number', 'metres'),
        field('altitude?', 'number', 'metres above the sea'),
        field('speed?', 'number', 'metres a second'),
        field('heading?', 'number', 'degrees from north, clockwise'),
        field('timestamp?', 'integer', 'milliseconds since 1970'),
      ],
    },
    {
      name: 'WatchOptions',
      summary: 'How often a position is told.',
      fields: [
        field('interval?', 'number', 'milliseconds between two of them at least; 1,000 unless said, never below 100', {
          min: 0,
          max: 86_400_000,
        }),
        field('distance?', 'number', 'metres between two of them at least; 0 unless said', { min: 0, max: 1_000_000 }),
      ],
    },
  ],
}

function sensor(name: string, reading: string, summary: string, permission?: 'sensors.body'): LuaFunction[] {
  return [
    luaFunction(`sensors.${name}.start`, summary, {
      parameters: [
        parameter('callback', `fun(data: ${reading})`, 'called with the newest reading'),
        parameter('options?', 'SensorOptions', 'how often'),
      ],
      results: done,
      ...(permission && { permissions: [permission] }),
      fails: ['sensors.unavailable'],
      failsIn: 'error field',
      example: `sensors.${name}.start(function(data) print(${reading === 'Motion' ? 'data.x, data.y, data.z' : 'data.bpm'}) end, { interval = 100 })`,
    }),
    luaFunction(`sensors.${name}.stop`, 'Stops the sensor; once more does nothing.', {
      example: `sensors.${name}.stop()`,
    }),
  ]
}

const axis = (name: string): LuaField => field(`${name}?`, 'number', `along the ${name} axis of the phone`)

export const sensors: LuaModule = {
  name: 'sensors',
  summary: 'How the phone is moved, and how fast the heart beats.',
  notes: [
    'The callback runs once every interval with the newest reading, which may be the same as before. Starting a sensor again starts it anew.',
  ],
  functions: [
    ...sensor('accelerometer', 'Motion', 'Reads the acceleration in m/s², that of the earth included.'),
    ...sensor('gyroscope', 'Motion', 'Reads how fast the phone turns, in rad/s.'),
    ...sensor('magnetometer', 'Motion', 'Reads the magnetic field in µT.'),
    ...sensor('heartrate', 'HeartRate', 'Reads the heart rate.', 'sensors.body'),
  ],
  shapes: [
    { name: 'Motion', summary: 'A reading, or why there is none.', fields: [error, axis('x'), axis('y'), axis('z')] },
    {
      name: 'HeartRate',
      summary: 'A reading, or why there is none.',
      fields: [error, field('bpm?', 'number', 'beats a minute')],
    },
    {
      name: 'SensorOptions',
      summary: 'How often a sensor is read.',
      fields: [field('interval?', 'number', 'milliseconds; 100 unless said, never below 16', { min: 0, max: 60_000 })],
    },
  ],
}

const address = parameter('address', 'string', 'as bluetooth.scan answered it')
const notConnected = ['bluetooth.not_connected']

export const bluetooth: LuaModule = {
  name: 'bluetooth',
  summary: 'Finds Bluetooth devices and exchanges data with them.',
  notes: ['At most 5 devices are connected at once. Of a device its name and its address are told, nothing else.'],
  functions: [
    luaFunction('bluetooth.scan', 'Searches for devices, and answers them when the time is over.', {
      parameters: [parameter('options?', 'ScanOptions', 'how long')],
      results: [result('devices', 'BluetoothDevice[]', 'at most 100')],
      permissions: ['bluetooth'],
      waits: true,
      fails: ['bluetooth.unavailable', 'bluetooth.busy'],
      example: 'for _, device in ipairs(bluetooth.scan({ duration = 5000 })) do print(device.name) end',
    }),
    luaFunction('bluetooth.connect', 'Connects to a device.', {
      parameters: [address],
      results: done,
      permissions: ['bluetooth'],
      waits: true,
      fails: [
        'bluetooth.unavailable',
        'bluetooth.not_found',
        'bluetooth.unreachable',
        'bluetooth.connected',
        'bluetooth.too_many',
        'bluetooth.closed',
      ],
      example: 'local ok, problem = bluetooth.connect(device.address)',
    }),
    luaFunction('bluetooth.on', 'Sets the handler of an event; a later one takes its place.', {
      parameters: [
        address,
        parameter('event', '"data"|"close"', 'something came, or the connection has ended'),
        parameter('handler', 'fun(data?: string)', 'given what came'),
      ],
      permissions: ['bluetooth'],
      raises: notConnected,
      example: 'bluetooth.on(device.address, "data", function(data) print(#data) end)',
    }),
    luaFunction('bluetooth.send', 'Sends something to a device.', {
      parameters: [address, parameter('data', 'string', 'at most 64 KiB')],
      results: done,
      permissions: ['bluetooth'],
      waits: true,
      raises: notConnected,
      fails: ['bluetooth.closed', 'bluetooth.unreachable'],
      example: 'bluetooth.send(device.address, "\\x01\\x02")',
    }),
    luaFunction('bluetooth.disconnect', 'Ends the connection to a device.', {
      parameters: [address],
      results: [result('was_connected', 'boolean')],
      permissions: ['bluetooth'],
      example: 'bluetooth.disconnect(device.address)',
    }),
  ],
  shapes: [
    {
      name: 'BluetoothDevice',
      summary: 'A device that was found.',
      fields: [field('address', 'string', 'names the device'), field('name', 'string', 'may be empty')],
    },
    {
      name: 'ScanOptions',
      summary: 'How long a search takes.',
      fields: [field('duration?', 'integer', 'milliseconds, 10,000 unless said', { min: 100, max: 30_000 })],
    },
  ],
}
