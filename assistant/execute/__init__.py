"""Plan → SQL → evidence, exactly. The only place of this package, beside ``conditions``, that speaks SQLAlchemy.

Filters compile to parameterised conditions over ``metas``; a set's statement is kept so that a citation can be run
again. The connection can't write (``schema.abrir_lectura``). What is counted is counted by the database: a question
reads as many rows as it shows, however many it is about.
"""

from assistant.execute.filas import hidratar
from assistant.execute.lector import DESAPARECIDO, Lector

__all__ = ["DESAPARECIDO", "Lector", "hidratar"]
