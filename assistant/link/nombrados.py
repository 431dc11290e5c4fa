"""Entities by a name or a telling part of one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.lexicon import es_ruido, vocabulario
from assistant.link.pistas import ENLACE, PISTAS, pista
from assistant.link.vocabulario import COMUNES, Nombre, Vocabulario
from assistant.plan import Entidad
from assistant.spans import Span, Token, puntos
from index.textos import clave, palabras, plegar, raiz, singular

#: Adjectives of degree name nothing by themselves: "la mayor proporción" is not the office of "personas mayores".
_GRADOS = frozenset("mayor mayores menor menores mejor mejores peor peores maximo maxima minimo minima alto alta bajo baja".split())


def nombres(tokens: Sequence[Token], voc: Vocabulario) -> Iterable[Span]:
    corridas: dict[tuple[int, int], list[tuple[Nombre, float, float]]] = {}
    for n in _posibles(tokens, voc):
        for ini, fin, parte, peso in _corridas(tokens, n):
            corridas.setdefault((ini, fin), []).append((n, parte, peso))
    dichos = frozenset(n.codigo for hallados in corridas.values() for n, parte, _ in hallados if n.entidad == "municipio" and parte == 1)
    enteros = [lugar for lugar, hallados in corridas.items() if any(n.entidad == "municipio" and parte == 1 for n, parte, _ in hallados)]
    propias = [lugar for lugar, hallados in corridas.items() if any(_de_un_dicho(n, dichos, voc) for n, _, _ in hallados)]
    for (ini, fin), hallados in corridas.items():
        juntos = {m for n, _, _ in hallados if n.entidad == "unidad" for m in voc.municipios_de(n) or voc.municipios_con(n.codigo)}
        en_todos = len(dichos) > 1 and dichos <= juntos  # "el instituto de la mujer de A y el de B": each has its own
        suyos = [h for h in hallados if (en_todos and h[0].entidad == "unidad") or not _de_otro_municipio(h[0], tokens[ini:fin], dichos, voc)]
        if dichos and any(h[0].entidad == "unidad" and _de_los_dichos(h[0], dichos, voc) for h in suyos):
            # Of units called alike, those of the municipalities that are said.
            suyos = [h for h in suyos if h[0].entidad != "unidad" or _de_los_dichos(h[0], dichos, voc)]
        if any(i <= ini and fin <= f and f - i > fin - ini for i, f in enteros):
            suyos = [h for h in suyos if h[0].entidad != "municipio"]  # "Tres Encinos" is not "Los Encinos"
        if any(i < fin and ini < f for i, f in propias):
            # Of units called alike, those of the municipality that is said.
            suyos = [h for h in suyos if h[0].entidad != "unidad" or _de_un_dicho(h[0], dichos, voc)]
        yield from _elegir(tokens, ini, fin, _dichos_enteros(tokens[ini:fin], suyos), dichos, voc)


def _de_los_dichos(n: Nombre, dichos: frozenset[str], voc: Vocabulario) -> bool:
    """Whether a municipality that is said has a unit."""
    return bool((voc.municipios_de(n) or voc.municipios_con(n.codigo)) & dichos)


def _de_un_dicho(n: Nombre, dichos: frozenset[str], voc: Vocabulario) -> bool:
    """Whether a name is that of a unit of the only municipality that is said."""
    return len(dichos) == 1 and n.entidad == "unidad" and bool(voc.municipios_de(n) & dichos)


def _dichos_enteros(dicho: Sequence[Token], hallados: list[tuple[Nombre, float, float]]) -> list[tuple[Nombre, float, float]]:
    """Of some municipalities, those said word for word ("Valle de los Encinos" is not "Valle de Encinos"); all, where none is."""
    llano = clave(" ".join(t.norma for t in dicho))
    enteros = [h for h in hallados if h[0].entidad == "municipio" and clave(h[0].nombre) == llano]
    return [h for h in hallados if h[0].entidad != "municipio" or h in enteros] if enteros else hallados


def _de_otro_municipio(n: Nombre, dicho: Sequence[Token], dichos: frozenset[str], voc: Vocabulario) -> bool:
    """Whether part of a unit's name is said beside a municipality that has no such unit: it is a subject then ("los
    usuarios de bibliotecas de …"), not the unit. A ramo or programme of another municipality isn't meant either."""
    if n.entidad not in ("unidad", "ramo", "programa") or not dichos or (n.entidad == "unidad" and n.todas <= {t.raiz for t in dicho}):
        return False
    suyos = voc.municipios_de(n)
    return bool(suyos) and not dichos <= suyos


def _posibles(tokens: Sequence[Token], voc: Vocabulario) -> Iterable[Nombre]:
    """The entities that have a word of their own among the tokens, in the order of the vocabulary."""
    if any(t.abreviado for t in tokens):
        return voc.nombres
    lugares = {k for t in tokens for llave in (t.raiz, f"{t.raiz[:5]}…") for k in voc.por_palabra.get(llave, ())}
    return (voc.nombres[k] for k in sorted(lugares))


def _corridas(tokens: Sequence[Token], n: Nombre) -> Iterable[tuple[int, int, float, float]]:
    """Maximal runs of tokens that belong to a name: (from, to, share of its own stems said, exactness 0–1)."""
    i = 0
    while i < len(tokens):
        j, ultimo, dichas, exactas = i, i, set(), 0.0
        while j < len(tokens):
            t = tokens[j]
            parecida = None if t.norma in ("ejecutora", "ejecutoras") else _en_nombre(t, n)
            if parecida and t.norma not in ("de", "la", "y"):
                dichas.add(parecida)
                exactas += 1.0 if parecida == t.raiz else 0.7
                ultimo = j + 1
            elif not (j > i and t.norma in ENLACE):
                break
            j += 1
        propias = dichas & n.propias
        if propias and (propias - COMUNES or len(propias) >= 2 or dichas >= n.todas):
            yield i, ultimo, len(propias) / len(n.propias), exactas / max(1, len(dichas))
        i = max(ultimo, i + 1)


def _en_nombre(t: Token, n: Nombre) -> str | None:
    raiz_ = raiz(plegar(t.texto)) if t.numero and t.texto.isalpha() else t.raiz  # "Real de Catorce"
    if raiz_ in n.todas:
        return raiz_
    if t.abreviado:
        return next((raiz(p) for p in palabras(n.nombre) if len(p) > len(t.norma) >= 3 and p.startswith(t.norma)), None)
    if len(raiz_) < 5:
        return None
    return next((p for p in n.propias if len(p) >= 5 and abs(len(p) - len(raiz_)) <= 2 and (p.startswith(raiz_) or raiz_.startswith(p))), None)


def _elegir(tokens: Sequence[Token], ini: int, fin: int, hallados: list[tuple[Nombre, float, float]], dichos: frozenset[str], voc: Vocabulario) -> Iterable[Span]:
    """One span for a run: the entity it names, or the near equals among which to ask."""
    if not hallados:
        return
    desde, entidad = pista(tokens, ini)
    if tokens[ini].norma in PISTAS:
        entidad = entidad or PISTAS[tokens[ini].norma]
    if entidad:
        con_pista = [h for h in hallados if h[0].entidad == entidad]
        if con_pista:
            hallados = con_pista
        else:
            desde, entidad = ini, None
    if fin - ini == 1:
        if entidad is None and tokens[ini].norma in _GRADOS:
            return
        if entidad is None:
            hallados = [h for h in hallados if h[1] == 1 or h[0].entidad != "municipio" or not _es_de_la_pregunta(tokens, ini, h[0])]
        # "¿Qué línea mejoró?" does not name the line "Mejora regulatoria".
        conjugado = tokens[ini].texto[-1:] in "óÓ" or tokens[ini].norma.endswith(("aron", "ieron"))
        hallados = [h for h in hallados if not conjugado or tokens[ini].norma in palabras(h[0].nombre)]
        if not hallados:
            return
    if entidad is None:
        linea = any(PISTAS.get(t.norma) == "linea" and t.norma != "accion" for t in tokens)
        hallados = [h for h in hallados if _se_nombra_solo(h[0], h[1], fin - ini) or (linea and h[0].entidad == "linea" and h[1] >= 0.6 and fin - ini >= 2)]
        hallados = [h for h in hallados if h[0].entidad != "unidad" or h[1] == 1 or fin - ini > 1 or _basta(tokens[ini], h[0]) or _exclusiva(singular(tokens[ini].norma), h[0].codigo, voc)]
        hallados = _sin_su_ramo([h for h in hallados if fin - ini > 1 or not _es_de_metas(tokens[ini], h[0], voc)], voc)
        hallados = _de_una_clase(hallados, dichos, voc)
    if not hallados:
        return
    hallados.sort(key=lambda h: (-h[2], -h[1], h[0].entidad != "unidad", h[0].codigo))
    n, parte, exacta = hallados[0]
    iguales = {(h[0].entidad, h[0].codigo): h[0] for h in hallados if h[2] >= exacta - 0.05 and h[1] >= parte - 0.15}
    nota = None
    if n.entidad == "unidad" and len(suyas := _una_por_municipio(hallados, voc)) > 1:
        dichas = " ".join(t.texto for t in tokens[ini:fin])
        nota = f"Entiendo “{dichas}” como {'; también como '.join(f'la unidad {x.codigo}, {x.nombre}' for x in suyas)}."
        largo = fin - (desde if entidad else ini)
        yield Span(fin - largo, fin, "unidad", tuple(v for x in suyas for v in voc.valores_de(x)), puntos(largo, 1.15 if entidad else 1.05) + 6 * parte, nota)
        return
    largo = fin - (desde if entidad and hallados[0][0].entidad == entidad else ini)
    valores = voc.valores_de(n)
    valor: object = n.codigo if valores == (n.codigo,) else valores
    tipo: str = n.entidad
    if len({c for _, c in iguales}) > 1 and not _mismo_nombre(iguales.values()):
        if _homonimas(iguales.values()):
            valor, nota = tuple(v for x in iguales.values() for v in voc.valores_de(x)), None
        else:
            tipo, valor = "ambiguo", tuple(iguales.values())
    elif parte < 1:
        nota = f"Entiendo “{' '.join(t.texto for t in tokens[ini:fin])}” como {_articulo(n.entidad)} {n.nombre if n.entidad == 'municipio' else f'{n.codigo}, {n.nombre}'}."
    yield Span(fin - largo, fin, tipo, valor, puntos(largo, 1.15 if entidad else 1.05) + 6 * parte, nota)
    if tipo == "municipio" and largo > fin - ini:  # "la Secretaría del Ayuntamiento de …": the cue may be of an office's name
        yield Span(ini, fin, tipo, valor, puntos(fin - ini, 1.05) + 6 * parte, nota)


#: What stands before a name, and never before a verb.
_ANTE_NOMBRE = frozenset("en de del para a al con contra entre segun sobre".split())


def _es_de_la_pregunta(tokens: Sequence[Token], i: int, n: Nombre) -> bool:
    """Whether the one word of a municipality's name that is said is a word of the question ("cerró", "bajo", "paso"), and
    does not stand as a name does: with its capital, after a preposition or by itself before a comma."""
    t = tokens[i]
    if t.texto[-1:] in "óÓ":
        return not any(p[-1:] in "óÓ" for p in n.nombre.split() if plegar(p) == t.norma)
    if not (es_ruido(t.norma) or t.norma in vocabulario()):
        return False
    return not (t.propio or (i and tokens[i - 1].norma in _ANTE_NOMBRE) or (i + 1 < len(tokens) and tokens[i + 1].tras_coma))


def _es_de_metas(t: Token, n: Nombre, voc: Vocabulario) -> bool:
    """Whether a word is only akin to a name and stands as it is in goals ("becas a deportistas" is not the "Instituto
    del Deporte"), or is what goals are measured in."""
    forma = singular(t.norma)
    if n.entidad == "unidad" and clave(t.norma) in voc.medidas and not _basta(t, n):
        return True
    return n.entidad != "municipio" and forma not in {singular(p) for p in palabras(n.nombre)} and bool(voc.unidades_con(forma))


def _sin_su_ramo(hallados: list[tuple[Nombre, float, float]], voc: Vocabulario) -> list[tuple[Nombre, float, float]]:
    """Without the ramos and programmes that are called as a unit, or hold nothing but the units of that name: to name one is to
    name the other."""
    unidades = {h[0].codigo for h in hallados if h[0].entidad == "unidad"}
    nombres_ = {clave(h[0].nombre) for h in hallados if h[0].entidad == "unidad"}
    de_arriba = [h for h in hallados if h[0].entidad in ("ramo", "programa")]
    sobran = [h for h in de_arriba if clave(h[0].nombre) in nombres_ or _solo_de(h[0], unidades, voc)] if unidades else []
    return [h for h in hallados if h not in sobran]


def _de_una_clase(hallados: list[tuple[Nombre, float, float]], dichos: frozenset[str], voc: Vocabulario) -> list[tuple[Nombre, float, float]]:
    """Without a cue, units before ramos and programmes; and of a ramo and a programme that hold the same reports, one."""
    if any(h[0].entidad == "unidad" for h in hallados):
        return [h for h in hallados if h[0].entidad not in ("ramo", "programa")]
    suyos = [frozenset(i for i in voc.informes_de(((h[0].entidad, (h[0].codigo,)),)) if not dichos or i[0] in dichos) for h in hallados if h[0].entidad in ("ramo", "programa")]
    return hallados[:1] if len(suyos) == len(hallados) > 1 and len(set(suyos)) == 1 else hallados


def _solo_de(n: Nombre, unidades: set[str], voc: Vocabulario) -> bool:
    lugar = {"ramo": 3, "programa": 4}[n.entidad]
    suyos = [i for i in voc.informes_de(((n.entidad, (n.codigo,)),)) if i[lugar] == n.codigo and i[0] in (n.municipios or {i[0]})]
    return bool(suyos) and {str(i[5]) for i in suyos} <= unidades


#: A unit of another municipality is meant too where at least this share of its own name was said.
_MITAD = 0.5


def _una_por_municipio(hallados: Sequence[tuple[Nombre, float, float]], voc: Vocabulario) -> list[Nombre]:
    """The units that several municipalities have for one name that was said: the best of each; [] where one has two as good."""
    mejores: dict[str, list[tuple[float, Nombre]]] = {}
    exacta = max(h[2] for h in hallados)
    for n, parte, suya in hallados:
        if n.entidad == "unidad" and parte >= _MITAD and suya >= exacta - 0.05:
            for m in voc.municipios_de(n):
                mejores.setdefault(m, []).append((parte, n))
    if len(mejores) < 2:
        return []
    salida: dict[str, Nombre] = {}
    for _, suyos in sorted(mejores.items()):
        suyos.sort(key=lambda x: -x[0])
        if len(suyos) > 1 and suyos[1][0] >= suyos[0][0] - 0.15 and suyos[1][1].codigo != suyos[0][1].codigo:
            return []
        salida.setdefault(suyos[0][1].codigo + suyos[0][1].nombre, suyos[0][1])
    return list(salida.values()) if len({clave(n.nombre) for n in salida.values()}) > 1 else []


def _exclusiva(forma: str, unidad: str, voc: Vocabulario) -> bool:
    """Whether a single word tells a unit: of the goals whose text has it, at least half are the unit's."""
    con = voc.unidades_con(forma)
    return not con or con.count(unidad) * 2 >= len(con)


def _basta(t: Token, n: Nombre) -> bool:
    """Whether a word is all that a name has of its own ("Tesorería Municipal")."""
    return n.propias - COMUNES == {t.raiz}


def _homonimas(nombres: Iterable[Nombre]) -> bool:
    """Whether the near equals are units of one name: all of them are meant, whichever municipality or year codes them so."""
    todas = list(nombres)
    return len({clave(n.nombre) for n in todas}) == 1 and all(n.entidad == "unidad" for n in todas)


def _mismo_nombre(nombres: Iterable[Nombre]) -> bool:
    """Whether the near equals are one entity that codes tell apart by year or municipality only."""
    return len({clave(n.nombre) for n in nombres}) == 1 and len({n.codigo for n in nombres}) == 1


def _articulo(entidad: Entidad) -> str:
    return {"unidad": "la unidad", "programa": "el programa", "ramo": "el ramo", "linea": "la línea de acción", "municipio": "el municipio"}.get(entidad, "")


def _se_nombra_solo(n: Nombre, parte: float, largo: int) -> bool:
    """Without a cue, a unit or municipality may be named by one telling word; programmes and ramos by most of theirs."""
    if n.entidad in ("unidad", "municipio"):
        return True
    if n.entidad == "linea":
        return parte == 1 and len(n.propias) >= 2 and largo >= 2
    return parte >= 0.5 and (largo >= 2 or len(n.propias) == 1)
