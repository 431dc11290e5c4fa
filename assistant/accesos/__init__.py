"""Who may use the served page, and what they did: accounts, sessions, throttles and the audit log.

Knows nothing of the web server: ``assistant.web`` asks it at the door, ``poa user`` keeps its file.
"""
