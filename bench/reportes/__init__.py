"""An independent writer of POA reports: one model of a report, every layout and every format that offices use.

Nothing here imports ``index``: what is written is known from the gold files or from the generator, so the readers are
judged by facts that they had no part in. ``modelo`` holds the facts, ``disposiciones`` arranges them in columns, and
one module a format writes them.
"""
