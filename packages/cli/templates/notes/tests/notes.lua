-- What a person does with notes. Run it with: mosis test
-- Each test gets the app as if it had just been installed; docs/guides/test-an-app.md tells what else a test can do.

test("a note that is added stands in the list, also after a restart", function(app)
	app:type({ role = "field" }, "Milk and bread")
	app:tap("Add")
	expect(app):shows("Milk and bread")
	expect(app):shows("1 note")
	app:restart()
	expect(app):shows("Milk and bread")
end)

test("Enter adds a note too", function(app)
	app:type({ role = "field" }, "Milk")
	app:key("enter")
	expect(app):shows("1 note")
	expect(app:find({ role = "field" })):has_value("")
end)

test("a note that is deleted is gone", { storage = { ["notes.json"] = { notes = { "Milk", "Bread" } } } }, function(app)
	app:tap({ role = "button", text = "Delete", index = 1 })
	expect_not(app):shows("Milk")
	expect(app):shows("Bread")
end)
