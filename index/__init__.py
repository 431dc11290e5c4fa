"""From a report file to facts: readers, layouts, parsing, audit, and the two stores.

Knows nothing of questions; ``assistant`` is built on top of it.
"""
