import type { telemetry } from '@mosis/api'
import type { Family } from './family.ts'

type EventType = (typeof telemetry.eventTypes)[number]

/** What apps tell about how they run and are used. */
export const telemetryEvents: Family<EventType> = {
  en: {
    app_start: 'Started',
    app_stop: 'Stopped',
    app_crash: 'Crashed',
    frame_time: 'Time per frame',
    memory_usage: 'Memory used',
    lua_errors: 'Lua errors',
    mosis_version: 'Mosis version',
    device_info: 'Device',
    screen_view: 'Screen opened',
    button_click: 'Button pressed',
  },
  de: {
    app_start: 'Gestartet',
    app_stop: 'Beendet',
    app_crash: 'Abgestürzt',
    frame_time: 'Zeit je Bild',
    memory_usage: 'Speicherverbrauch',
    lua_errors: 'Lua-Fehler',
    mosis_version: 'Version von Mosis',
    device_info: 'Gerät',
    screen_view: 'Bildschirm geöffnet',
    button_click: 'Schaltfläche gedrückt',
  },
}
