import { luaFunction, parameter, result } from './schema.ts'
import type { LuaModule } from './schema.ts'

const permissions = ['storage'] as const
const values = parameter('...', 'string|number|boolean|nil', 'the values of `?` in their order')
const raises = ['database.sql', 'database.closed']
const fails = [
  'database.constraint',
  'database.full',
  'database.locked',
  'database.timeout',
  'database.result_too_large',
  'database.corrupt',
  'database.io',
]
const changes = [result('changes', 'integer', 'how many rows were changed')]
const rows = [
  result('rows', 'table<string, string|number>[]', 'one table for each row, by column; NULL is an absent field'),
]
const sql = parameter('sql', 'string', 'at most 64 KiB')

export const database: LuaModule = {
  name: 'database',
  summary: "The app's own SQLite databases.",
  notes: [
    'A value is nil, a boolean (kept as 0 or 1), a number or a string; integers are exact up to 64 bits, blobs are strings.',
    'A database has at most 50 MiB, a query answers at most 10,000 rows or 8 MiB, a statement is ended after its time; 8 databases and 64 statements may be open.',
    'Wrong SQL raises; what depends on the data comes back as `nil, message`. ATTACH, extensions and pragmas that reach outside are refused.',
  ],
  functions: [
    luaFunction('database.open', 'Opens a database; it is made if there is none.', {
      parameters: [parameter('name', 'string', 'letters, digits, "_", "-" and ".", no path')],
      results: [result('database', 'Database')],
      permissions,
      raises: ['database.too_many'],
      fails: ['database.corrupt', 'database.io'],
      example: 'local db = database.open("mydata.db")',
    }),
  ],
  classes: [
    {
      name: 'Database',
      summary: 'An open database. It is closed when nothing refers to it any more, and when the app stops.',
      fields: [],
      methods: [
        luaFunction('Database:exec', 'Runs one statement, or several when no values are given.', {
          parameters: [sql, values],
          results: changes,
          permissions,
          raises,
          fails,
          example: 'db:exec("CREATE TABLE IF NOT EXISTS users (id INTEGER PRIMARY KEY, name TEXT NOT NULL)")',
        }),
        luaFunction('Database:query', 'Runs a query and answers all its rows.', {
          parameters: [sql, values],
          results: rows,
          permissions,
          raises,
          fails,
          example: 'local rows = db:query("SELECT * FROM users WHERE name LIKE ?", "%John%")',
        }),
        luaFunction('Database:prepare', 'Prepares a statement that is run several times.', {
          parameters: [sql],
          results: [result('statement', 'DatabaseStatement')],
          permissions,
          raises: [...raises, 'database.too_many'],
          fails,
          example: 'local stmt = db:prepare("INSERT INTO users (name) VALUES (?)")',
        }),
        luaFunction('Database:close', 'Closes the database and its statements; once more does nothing.', {
          example: 'db:close()',
        }),
      ],
    },
    {
      name: 'DatabaseStatement',
      summary: 'A prepared statement.',
      fields: [],
      methods: [
        luaFunction('DatabaseStatement:bind', 'Sets the values of all `?`.', {
          parameters: [values],
          results: [result('ok', 'true')],
          raises: ['database.closed'],
          example: 'stmt:bind("John Doe")',
        }),
        luaFunction('DatabaseStatement:exec', 'Runs the statement with the values that were bound.', {
          results: changes,
          permissions,
          raises,
          fails,
          example: 'stmt:exec()',
        }),
        luaFunction('DatabaseStatement:query', 'Runs the query with the values that were bound.', {
          results: rows,
          permissions,
          raises,
          fails,
          example: 'local rows = stmt:query()',
        }),
        luaFunction('DatabaseStatement:close', 'Closes the statement; once more does nothing.', {
          example: 'stmt:close()',
        }),
      ],
    },
  ],
}
