"""From a question to a cited answer: question → plan → evidence → answer → check. Knows nothing of files."""
