;; Lua's own errors travel as a WebAssembly exception instead of a JavaScript one, so that no frame of JavaScript ever lies
;; between a handler that waits and the place where it was started: such a frame could not be suspended.
;; This module is made before Lua itself, which imports both functions; the slot is filled once Lua's table exists.
(module
  (tag $longjmp (export "longjmp"))
  (table $slot (export "slot") 1 funcref)
  (type $attempt (func (param i32 i32 i32)))

  (func (export "invoke_vii") (param $function i32) (param $a i32) (param $b i32)
    (call_indirect $slot (type $attempt) (local.get $function) (local.get $a) (local.get $b) (i32.const 0)))

  (func (export "throw_longjmp") (throw $longjmp)))
