-- What the counter does. Run it with: mosis test
-- Each test gets the app as if it had just been installed; docs/guides/test-an-app.md tells what else a test can do.

test("counts taps", function(app)
	app:tap("Tap")
	app:tap("Tap")
	expect(app:find({ id = "count" })):has_text("2")
end)

test("remembers the number", function(app)
	app:tap("Tap")
	app:restart()
	expect(app:find({ id = "count" })):has_text("1")
end)

test("starts again", { storage = { ["counter.json"] = { count = 41 } } }, function(app)
	app:tap("Start again")
	expect(app):shows("0")
end)
