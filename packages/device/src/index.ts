export { AppManager } from './app-manager.ts'
export { keepThreadReady } from './app-thread.ts'
export type { DataSize, InstallSource } from './app-manager.ts'
export type { Backup } from './backups.ts'
export { lookupAddresses } from './brokers/addresses.ts'
export type { Reach } from './brokers/connect.ts'
export { requestOnce } from './brokers/request.ts'
export { createDevice } from './device.ts'
export type { Device, DeviceOptions } from './device.ts'
export { openDisk } from './disk.ts'
export type { Disk } from './disk.ts'
export { DeviceError, deviceErrors } from './errors.ts'
export type { DeviceErrorCode, DeviceErrorDetails } from './errors.ts'
export type {
  AuditAnswer,
  BudgetAnswer,
  DatabaseSummary,
  EvalAnswer,
  EventEntry,
  FileAnswer,
  HandlerRun,
  InspectAnswers,
  InspectQuestion,
  NetworkEntry,
  RowsAnswer,
  StorageAnswer,
  StoredFileEntry,
  StyledProperty,
  TreeAnswer,
  TreeElement,
} from './inspect.ts'
export type { InstallOptions, Progress, Stage } from './install.ts'
export type { CrashReport, ErrorLine, Line, LogLine, RunResult, ScreenLine, UsageLine } from './lines.ts'
export { openLocks } from './lock.ts'
export type { Locks, Release } from './lock.ts'
export type { PermissionAnswer, PermissionAnswers } from './permission-answers.ts'
export type { Log, LogLevel } from './place.ts'
export type { InstalledApp, KnownApp, Trial } from './registry.ts'
export { runFiles, runFolder, runPackage } from './run-files.ts'
export type { RunOptions } from './run-options.ts'
export type { ReloadProblem, ReloadReport } from './reload.ts'
export type { Asset, NetworkState, RunningScreen, Surroundings, UpdateListener } from './running-screen.ts'
export type { RunningApp } from './start-app.ts'
export type { VideoListener } from './serve-sources.ts'
export { createFakeSources } from './sources/fake-sources.ts'
export type { FakeSources } from './sources/fake-sources.ts'
export type { FakeDevice, FakeHappening, FakePosition, FakeState, FakeValues } from './sources/fake-values.ts'
export type { CameraSource, LiveCamera, NotificationSource, Sources } from './sources/sources.ts'
export { findSystemFont } from './system-fonts.ts'
export { Testers } from './testers.ts'
export type { TestedApp } from './testers.ts'
export { tryPackage } from './try-app.ts'
export type { TrialOptions } from './try-app.ts'
export { UpdateService } from './updates.ts'
export type { AvailableUpdate, Connection, UpdateResult, UpdateSettings } from './updates.ts'
