"""A language model's part: it may propose a reading, complete a follow-up, and word what is already proven.

It never sees a figure, never writes SQL, and whatever it returns is checked here before it is used; every failure
leaves the grammar's reading and the plain answer. Nothing in this package is imported while ``POA_LLM`` is empty.
"""
