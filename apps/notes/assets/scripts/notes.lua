-- Everything about keeping notes: one table in the app's own database. `changes` counts over all notes, so the note that was
-- written last stands first.

local notes = {}

local db = database.open("notes.db")
db:exec([[
	CREATE TABLE IF NOT EXISTS note (
		id INTEGER PRIMARY KEY,
		subject TEXT NOT NULL,
		body TEXT NOT NULL,
		changes INTEGER NOT NULL DEFAULT 0
	)
]])

local nextChange = "(SELECT 1 + coalesce(max(changes), 0) FROM note)"

function notes.count()
	return db:query("SELECT count(*) AS count FROM note")[1].count
end

-- The notes that have these words, each with the beginning of its text. No words are in every note.
function notes.find(words)
	return db:query([[
		SELECT id, subject, substr(body, 1, 160) AS beginning FROM note
		WHERE instr(lower(subject || ' ' || body), ?) > 0 ORDER BY changes DESC, id DESC
	]], words:lower())
end

function notes.get(id)
	return db:query("SELECT id, subject, body FROM note WHERE id = ?", id)[1]
end

function notes.add(subject, body)
	db:exec("INSERT INTO note (subject, body, changes) VALUES (?, ?, " .. nextChange .. ")", subject, body)
	return db:query("SELECT last_insert_rowid() AS id")[1].id
end

function notes.save(id, subject, body)
	db:exec([[
		INSERT INTO note (id, subject, body, changes) VALUES (?, ?, ?, ]] .. nextChange .. [[)
		ON CONFLICT (id) DO UPDATE SET subject = excluded.subject, body = excluded.body, changes = excluded.changes
	]], id, subject, body)
end

function notes.remove(id)
	return db:exec("DELETE FROM note WHERE id = ?", id)
end

return notes
