export { createSandbox } from './sandbox.ts'
export type {
  Budget,
  BudgetKind,
  CallOptions,
  CallReport,
  HostModule,
  Outcome,
  OutcomeError,
  RunOptions,
  Sandbox,
  SandboxOptions,
  Usage,
} from './sandbox.ts'
export type { Arguments, ClassDescription, HostAnswer, HostClass, HostFunction, LuaOperator } from './arguments.ts'
export { BrokerError } from './brokers.ts'
export type {
  Brokers,
  Clock,
  CryptoBroker,
  DatabaseBroker,
  DatabaseConnection,
  DatabaseStatement,
  DigestAlgorithm,
  FileStat,
  LogEntry,
  NetworkBroker,
  NetworkRequest,
  NetworkResponse,
  PermissionBroker,
  SqlResultLimits,
  SqlRows,
  SqlValue,
  StorageBroker,
  WebSocketConnection,
  WebSocketListener,
} from './brokers.ts'
export type {
  BluetoothBroker,
  BluetoothConnection,
  BluetoothDevice,
  BluetoothListener,
  CameraBroker,
  CameraSettings,
  ClipboardBroker,
  Contact,
  ContactBroker,
  ContactFields,
  ContactQuery,
  LocationBroker,
  LocationListener,
  MicrophoneBroker,
  MicrophoneSettings,
  MotionSensor,
  Notification,
  NotificationBroker,
  OpenCamera,
  OpenMicrophone,
  Picture,
  Position,
  SensorBroker,
  SensorListener,
  SensorName,
  SensorReading,
  Sound,
} from './source-brokers.ts'
export { LuaError, SandboxError } from './errors.ts'
export type { SandboxErrorCode } from './errors.ts'
export { HostObject, LuaFloat, LuaResults, failed, listOf, many, recordOf } from './values.ts'
export type { LuaFunctionRef, LuaInput, LuaKey, LuaTable, LuaValue } from './values.ts'
export { defaultLimits } from './limits.ts'
export type { Limits } from './limits.ts'
export { createGrants } from './grants.ts'
export type { Grants } from './grants.ts'
export { createAudit } from './audit.ts'
export type { Audit, AuditEntry } from './audit.ts'
export { compileGlue, glueSha256 } from './vm/engine.ts'
