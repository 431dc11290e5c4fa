"""How answers are worded, one kind a file; ``assistant.answer`` puts them together."""
