-- Everything about keeping notes: one table in the app's own database.

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

function notes.all()
	return db:query("SELECT id, subject, body FROM note ORDER BY id DESC")
end

function notes.get(id)
	return db:query("SELECT id, subject, body FROM note WHERE id = ?", id)[1]
end

function notes.add(subject, body)
	local statement = db:prepare("INSERT INTO note (subject, body) VALUES (?, ?)")
	statement:bind(subject, body)
	statement:exec()
	return db:query("SELECT last_insert_rowid() AS id")[1].id
end

function notes.save(id, subject, body)
	return db:exec("UPDATE note SET subject = ?, body = ?, changes = changes + 1 WHERE id = ?", subject, body, id)
end

function notes.remove(id)
	return db:exec("DELETE FROM note WHERE id = ?", id)
end

return notes
