"""Spanish prompt texts and worked examples, as data."""
