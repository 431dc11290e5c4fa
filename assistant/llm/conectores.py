"""What a wording may add between proven pieces: connectives and neutral words, a closed list.

Nothing here negates, counts, compares, judges or gives a cause: "no", "solo", "todas", "más", "porque", "gracias a",
"alcanzó", "bien" are not in it, and so must stand in the draft to stand in the wording.
"""

from __future__ import annotations

import re

_FRASES = """
a continuacion se detallan|a continuacion se detalla|a continuacion se presentan|a continuacion se presenta|a continuacion
por su parte|por otra parte|por otro lado|por ultimo|en cuanto a|en lo que respecta a|en lo relativo a|en relacion con
con respecto a|respecto a|respecto de|en el caso de|en particular|en concreto|de igual manera|de igual forma|de la misma manera
de la misma forma|del mismo modo|a su vez|al mismo tiempo|asi como|asimismo|igualmente|ademas|tambien|mientras que|finalmente
cabe senalar que|cabe mencionar que|cabe precisar que|cabe indicar que|se informa que|se senala que|se indica que|se observa que
se tiene que|se detallan|se detalla|se enlistan|se presentan|se presenta|se muestran|se muestra|se registran|se registra
se describe como|se describen|se describe|consiste en|consistente en|que consiste en|correspondiente a|correspondientes a
corresponden a|corresponde a|de acuerdo con|conforme a|segun consta en|segun el informe|en el informe|del informe|el informe
la siguiente|las siguientes|lo siguiente|los siguientes|entre ellas|entre estas|de estas|de ellas|de la meta|de las metas|la meta|las metas
dicha meta|esta meta|esa meta|dichas metas|estas metas|en tanto que|en tanto|por lo que toca a|en ese sentido|en este sentido
el texto de la observacion es|la observacion indica|la observacion senala|la observacion dice|en su observacion|en la observacion
el informe indica|el informe senala|el informe dice|cuya descripcion es|con la descripcion|cuyo texto es
""".replace("\n", "|").strip("|")

#: Longest first, so that a phrase is taken whole.
FRASES = re.compile(r"\b(?:" + "|".join(sorted((f for f in _FRASES.split("|") if f), key=len, reverse=True)) + r")\b")

#: Words that may come and go: articles, the plainest prepositions and pronouns, forms of "ser".
LIBRES = frozenset(
    """el la los las lo un una de del al a en y e que se su sus es son fue fueron este esta estos estas dicho dicha dichos
    dichas cual cuales con para como registra registran presenta presentan reporta reportan""".split()
)
