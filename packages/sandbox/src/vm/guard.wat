;; Stands between Lua and the host: what must be exact or fast is here, everything else is in TypeScript.
(module
  (import "longjmp" "longjmp" (tag $longjmp))

  (import "lua" "memory" (memory 1))
  (import "lua" "__indirect_function_table" (table $functions 1 funcref))
  (import "lua" "stackSave" (func $stack_save (result i32)))
  (import "lua" "stackRestore" (func $stack_restore (param i32)))
  (import "lua" "setThrew" (func $set_threw (param i32 i32)))
  (import "lua" "realloc" (func $realloc (param i32 i32) (result i32)))
  (import "lua" "free" (func $free (param i32)))
  (import "lua" "lua_error" (func $lua_error (param i32) (result i32)))
  (import "lua" "lua_callk" (func $lua_callk (param i32 i32 i32 i32 i32)))
  (import "lua" "lua_pcallk" (func $lua_pcallk (param i32 i32 i32 i32 i32 i32) (result i32)))
  (import "lua" "lua_gettop" (func $lua_gettop (param i32) (result i32)))
  (import "lua" "lua_settop" (func $lua_settop (param i32 i32)))
  (import "lua" "lua_type" (func $lua_type (param i32 i32) (result i32)))
  (import "lua" "lua_rawlen" (func $lua_rawlen (param i32 i32) (result i64)))
  (import "lua" "lua_rawgeti" (func $lua_rawgeti (param i32 i32 i64) (result i32)))
  (import "lua" "lua_toboolean" (func $lua_toboolean (param i32 i32) (result i32)))
  (import "lua" "lua_pushinteger" (func $lua_pushinteger (param i32 i64)))
  (import "lua" "lua_rawseti" (func $lua_rawseti (param i32 i32 i64)))
  (import "lua" "lua_touserdata" (func $lua_touserdata (param i32 i32) (result i32)))

  ;; Runs a host function; answers the number of results, -1 for "raise what is on top", -2 for "the handler must wait".
  (import "host" "call" (func $host_call (param i32 i32) (result i32)))
  ;; Suspends the running handler until the host resumes it.
  (import "host" "wait" (func $host_wait (param i32)))
  ;; The handler runs again: pushes what it waited for; answers as "call" does, never -2.
  (import "host" "resume" (func $host_resume (param i32) (result i32)))
  ;; Pushes the function to run and its arguments; answers their number, -1 for "raise what is on top".
  (import "host" "prepare" (func $host_prepare (param i32) (result i32)))
  ;; Takes the results off the stack.
  (import "host" "collect" (func $host_collect (param i32)))
  (import "host" "finished" (func $host_finished (param i32 i32)))
  ;; Runs a piece of host code where Lua may raise errors.
  (import "host" "protected" (func $host_protected (param i32)))
  ;; What a call of a C function will cost, taken off the budget; -1 refuses it with what is on top.
  (import "host" "weigh" (func $host_weigh (param i32 i32) (result i32)))
  ;; pcall caught an error: the message is on top and may be replaced by a better one.
  (import "host" "caught" (func $host_caught (param i32)))
  ;; Lua has collected a host object.
  (import "host" "collected" (func $host_collected (param i32)))
  ;; Throws when the handler has run for too long.
  (import "host" "tick" (func $host_tick))
  ;; Always throws: the handler has used up its instructions.
  (import "host" "cut_off" (func $host_cut_off))

  (type $c_function (func (param i32) (result i32)))
  (type $attempt (func (param i32 i32)))

  (global $used (export "used") (mut i32) (i32.const 0))
  (global $peak (export "peak") (mut i32) (i32.const 0))
  (global $max_memory (export "max_memory") (mut i32) (i32.const 0x7fffffff))
  (global $max_string (export "max_string") (mut i32) (i32.const 0x7fffffff))
  (global $max_block (export "max_block") (mut i32) (i32.const 0x7fffffff))
  ;; Why the last allocation was refused: 1 memory, 2 string, 3 block.
  (global $refused (export "refused") (mut i32) (i32.const 0))
  ;; Where Lua keeps how far its memory may grow before it collects again (g->gcpause, a quarter of the percentage in a byte); whether
  ;; so much memory is in use that it must collect early.
  (global $pause_at (export "pause_at") (mut i32) (i32.const 0))
  (global $is_large (mut i32) (i32.const 0))
  ;; Instructions left; interval between two calls of the hook; calls of the hook so far.
  (global $left (export "left") (mut i32) (i32.const 0x7fffffff))
  (global $interval (export "interval") (mut i32) (i32.const 100))
  (global $ticks (mut i32) (i32.const 0))

  ;; Lua's setjmp: runs table[$function]($a, $b); a longjmp ends here.
  (func (export "attempt") (param $function i32) (param $a i32) (param $b i32) (local $stack i32)
    (local.set $stack (call $stack_save))
    (try
      (do (call_indirect $functions (type $attempt) (local.get $a) (local.get $b) (local.get $function)))
      (catch $longjmp
        (call $stack_restore (local.get $stack))
        (call $set_threw (i32.const 1) (i32.const 0)))))

  ;; Refusing costs, because Lua collects all garbage before it gives up: a program at its limit would run for minutes otherwise.
  (func $refuse (param $reason i32) (result i32)
    (global.set $refused (local.get $reason))
    (global.set $left (i32.sub (global.get $left) (i32.add (i32.const 1000) (i32.shr_u (global.get $used) (i32.const 8)))))
    (i32.const 0))

  ;; lua_Alloc. For a new block $old is the kind of object: 4 is a string, its size known exactly before it exists.
  (func (export "allocate") (param $data i32) (param $block i32) (param $old i32) (param $size i32) (result i32)
    (local $kind i32) (local $total i32) (local $result i32)
    (if (i32.eqz (local.get $block))
      (then
        (local.set $kind (local.get $old))
        (local.set $old (i32.const 0))))
    (if (i32.eqz (local.get $size))
      (then
        (global.set $used (i32.sub (global.get $used) (local.get $old)))
        (call $free (local.get $block))
        (return (i32.const 0))))
    (local.set $total (i32.add (i32.sub (global.get $used) (local.get $old)) (local.get $size)))
    (if (i32.gt_u (local.get $size) (local.get $old))
      (then
        ;; Large blocks are filled by C code that no hook counts.
        (if (i32.gt_u (local.get $size) (i32.const 1024))
          (then
            (global.set $left (i32.sub (global.get $left) (i32.shr_u (i32.sub (local.get $size) (local.get $old)) (i32.const 8))))))
        (if (i32.eq (local.get $kind) (i32.const 4))
          (then (if (i32.gt_u (local.get $size) (global.get $max_string)) (then (return (call $refuse (i32.const 2))))))
          (else (if (i32.gt_u (local.get $size) (global.get $max_block)) (then (return (call $refuse (i32.const 3)))))))
        (if (i32.gt_u (local.get $total) (global.get $max_memory)) (then (return (call $refuse (i32.const 1)))))))
    (local.set $result (call $realloc (local.get $block) (local.get $size)))
    (if (i32.eqz (local.get $result)) (then (return (call $refuse (i32.const 1)))))
    (global.set $used (local.get $total))
    ;; A small heap may double, which costs half as much time; a large one would pass the limit by that. From a quarter of the limit on
    ;; it grows by 28 %.
    (if (i32.ne (i32.gt_u (local.get $total) (i32.shr_u (global.get $max_memory) (i32.const 2))) (global.get $is_large))
      (then
        (global.set $is_large (i32.eqz (global.get $is_large)))
        (i32.store8 (global.get $pause_at) (select (i32.const 32) (i32.const 50) (global.get $is_large)))))
    (if (i32.gt_u (local.get $total) (global.get $peak)) (then (global.set $peak (local.get $total))))
    (local.get $result))

  ;; lua_Hook, every $interval instructions.
  (func (export "hook") (param $thread i32) (param $event i32)
    (global.set $left (i32.sub (global.get $left) (global.get $interval)))
    (if (i32.lt_s (global.get $left) (i32.const 0)) (then (call $host_cut_off)))
    (global.set $ticks (i32.add (global.get $ticks) (i32.const 1)))
    (if (i32.eqz (i32.and (global.get $ticks) (i32.const 7))) (then (call $host_tick))))

  (func $first_upvalue (param $thread i32) (result i32)
    (call $lua_touserdata (local.get $thread) (i32.const -1001001)))

  ;; lua_CFunction of every host function; its upvalue is the function's number. A call costs as much as about 20 instructions.
  (func (export "dispatch") (param $thread i32) (result i32) (local $results i32) (local $stack i32)
    (global.set $left (i32.sub (global.get $left) (i32.const 20)))
    (if (i32.lt_s (global.get $left) (i32.const 0)) (then (call $host_cut_off)))
    (local.set $results (call $host_call (local.get $thread) (call $first_upvalue (local.get $thread))))
    (if (i32.eq (local.get $results) (i32.const -2))
      (then
        (local.set $stack (call $stack_save))
        (call $host_wait (local.get $thread))
        (call $stack_restore (local.get $stack))
        (local.set $results (call $host_resume (local.get $thread)))))
    (if (i32.lt_s (local.get $results) (i32.const 0)) (then (drop (call $lua_error (local.get $thread)))))
    (local.get $results))

  ;; lua_CFunction: __gc of host objects. It must never end a handler: that would leave Lua's collector stopped for good.
  (func (export "collected") (param $thread i32) (result i32)
    (call $host_collected (local.get $thread))
    (i32.const 0))

  (func $original (param $thread i32) (param $upvalue i32) (result i32)
    (call_indirect $functions (type $c_function)
      (local.get $thread)
      (call $lua_touserdata (local.get $thread) (local.get $upvalue))))

  ;; lua_CFunction around a C function whose work grows with its string arguments. Upvalue: the function.
  (func (export "weighed") (param $thread i32) (result i32) (local $index i32) (local $cost i32)
    (local.set $cost (i32.const 16))
    (local.set $index (call $lua_gettop (local.get $thread)))
    (block $done
      (loop $next
        (br_if $done (i32.le_s (local.get $index) (i32.const 0)))
        (if (i32.eq (call $lua_type (local.get $thread) (local.get $index)) (i32.const 4))
          (then
            (local.set $cost
              (i32.add
                (local.get $cost)
                (i32.shr_u (i32.wrap_i64 (call $lua_rawlen (local.get $thread) (local.get $index))) (i32.const 4))))))
        (local.set $index (i32.sub (local.get $index) (i32.const 1)))
        (br $next)))
    (global.set $left (i32.sub (global.get $left) (local.get $cost)))
    (if (i32.lt_s (global.get $left) (i32.const 0)) (then (call $host_cut_off)))
    (call $original (local.get $thread) (i32.const -1001001)))

  ;; lua_CFunction around a C function whose work depends on its arguments. Upvalues: the number of the host's rule, the
  ;; function, and the number of arguments from which on the rule matters. A rule that answers 1 has done the work.
  (func (export "guarded") (param $thread i32) (result i32) (local $answer i32)
    (if (i32.ge_s (call $lua_gettop (local.get $thread)) (call $lua_touserdata (local.get $thread) (i32.const -1001003)))
      (then
        (local.set $answer (call $host_weigh (local.get $thread) (call $first_upvalue (local.get $thread))))
        (if (i32.lt_s (local.get $answer) (i32.const 0)) (then (drop (call $lua_error (local.get $thread)))))
        (if (local.get $answer) (then (return (i32.const 0))))))
    (call $original (local.get $thread) (i32.const -1001002)))

  ;; lua_CFunction around pcall and xpcall. A loop of failing calls may never reach the hook (Lua does not call it when its stack
  ;; cannot grow), so every caught error checks the budget too. It costs what unwinding costs.
  (func (export "catching") (param $thread i32) (result i32) (local $results i32)
    (local.set $results (call $original (local.get $thread) (i32.const -1001001)))
    (if (i32.eq (local.get $results) (i32.const 2))
      (then
        (if (i32.eqz (call $lua_toboolean (local.get $thread) (i32.const -2)))
          (then
            (global.set $left (i32.sub (global.get $left) (i32.const 200)))
            (if (i32.lt_s (global.get $left) (i32.const 0)) (then (call $host_cut_off)))
            (call $host_caught (local.get $thread))))))
    (local.get $results))

  ;; Bytes of all strings among the first $count elements of the table at $index.
  (func (export "string_bytes") (param $thread i32) (param $index i32) (param $count i32) (result f64)
    (local $at i32) (local $sum i64)
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $count)))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (if (i32.eq
              (call $lua_rawgeti (local.get $thread) (local.get $index) (i64.extend_i32_u (local.get $at)))
              (i32.const 4))
          (then (local.set $sum (i64.add (local.get $sum) (call $lua_rawlen (local.get $thread) (i32.const -1))))))
        (call $lua_settop (local.get $thread) (i32.const -2))
        (br $next)))
    (f64.convert_i64_u (local.get $sum)))

  ;; 64-bit parameters would be slow big integers on the host's side; these take what is exact in a double.
  (func (export "push_integer") (param $thread i32) (param $value f64)
    (call $lua_pushinteger (local.get $thread) (i64.trunc_f64_s (local.get $value))))
  (func (export "get_element") (param $thread i32) (param $index i32) (param $at i32) (result i32)
    (call $lua_rawgeti (local.get $thread) (local.get $index) (i64.extend_i32_s (local.get $at))))
  (func (export "set_element") (param $thread i32) (param $index i32) (param $at i32)
    (call $lua_rawseti (local.get $thread) (local.get $index) (i64.extend_i32_s (local.get $at))))
  (func (export "length") (param $thread i32) (param $index i32) (result f64)
    (f64.convert_i64_u (call $lua_rawlen (local.get $thread) (local.get $index))))

  ;; lua_CFunction: one call from the host, arguments and results included, where errors of Lua have a place to go.
  (func (export "launch") (param $thread i32) (result i32) (local $values i32)
    (local.set $values (call $host_prepare (local.get $thread)))
    (if (i32.lt_s (local.get $values) (i32.const 0)) (then (drop (call $lua_error (local.get $thread)))))
    (call $lua_callk
      (local.get $thread)
      (i32.sub (local.get $values) (i32.const 1))
      (i32.const -1) (i32.const 0) (i32.const 0))
    (call $host_collect (local.get $thread))
    (i32.const 0))

  ;; lua_CFunction: a piece of host code that may make Lua raise an error.
  (func (export "protect") (param $thread i32) (result i32)
    (call $host_protected (local.get $thread))
    (call $lua_gettop (local.get $thread)))

  ;; Starts the call whose message handler and launcher lie on $thread, on a stack of its own. Started through
  ;; WebAssembly.promising.
  (func (export "enter") (param $thread i32) (param $stack i32)
    (call $stack_restore (local.get $stack))
    (call $host_finished
      (local.get $thread)
      (call $lua_pcallk (local.get $thread) (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 0) (i32.const 0)))))
