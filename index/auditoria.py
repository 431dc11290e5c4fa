# ruff: noqa: E501  (tables of words and sentences read better whole)
"""What does not add up in a report, and what a reader should ask about.

Each rule is one small registered function over a report (``@regla``) or over the reports of one document
(``@regla_cruzada``). It finds, it corrects nothing: what is printed stays, what was expected stands beside it, and a
sentence says why, with the cells it speaks of. ``ARITMETICAS`` names the rules that compare figures with figures.

Sources: domain.md ("Traps that the sample already holds", "What other real reports do"), contract ("Rounding").
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from rapidfuzz import fuzz

from index import cifras, cumplimiento, personas
from index.cifras import escribir
from index.layouts import TRIMESTRALES
from index.poa import TRIMESTRES, Gravedad, Hallazgo, Informe, Meta, Trimestre
from index.textos import alinear, palabras, plegar, raices, raiz

Regla = Callable[[Informe], Iterator[Hallazgo]]
ReglaCruzada = Callable[[Sequence[Informe]], Iterator[tuple[int, Hallazgo]]]

REGLAS: dict[str, Regla] = {}
REGLAS_CRUZADAS: dict[str, ReglaCruzada] = {}

#: The rules that compare printed figures with figures computed from printed ones.
ARITMETICAS: frozenset[str] = frozenset({"absoluto_no_es_suma", "programado_no_es_anual", "porcentaje_no_cuadra"})

_TOLERANCIA = Decimal("0.5")
_BANDA = (Decimal(90), Decimal(110))
_NOMBRES: dict[Trimestre, str] = {
    "T1": "primer trimestre", "T2": "segundo trimestre", "T3": "tercer trimestre", "T4": "cuarto trimestre",
}  # fmt: skip


def regla(funcion: Regla) -> Regla:
    """Register a rule over one report under its function's name."""
    REGLAS[funcion.__name__] = funcion
    return funcion


def regla_cruzada(funcion: ReglaCruzada) -> ReglaCruzada:
    """Register a rule over the reports of one document; it yields (index of the report, finding)."""
    REGLAS_CRUZADAS[funcion.__name__] = funcion
    return funcion


def auditar(informe: Informe) -> tuple[Hallazgo, ...]:
    """Every finding of one report by itself."""
    return tuple(h for r in REGLAS.values() for h in r(informe))


def auditar_documento(informes: Sequence[Informe]) -> tuple[tuple[Hallazgo, ...], ...]:
    """The findings of each report of a document, those that show only across its reports included."""
    cruzados: dict[int, list[Hallazgo]] = defaultdict(list)
    for r in REGLAS_CRUZADAS.values():
        for i, hallazgo in r(informes):
            cruzados[i].append(hallazgo)
    return tuple((*auditar(informe), *cruzados[i]) for i, informe in enumerate(informes))


# --- arithmetic -----------------------------------------------------------------------------------------------------


@regla
def absoluto_no_es_suma(informe: Informe) -> Iterator[Hallazgo]:
    """The printed absolute is not the sum of the quarters achieved (for what adds up over the quarters)."""
    for m in informe.metas:
        suma = cumplimiento.suma(m.alcanzado)
        if suma is None or m.avance_absoluto is None or suma == m.avance_absoluto or not _suma(m):
            continue
        sumandos = [v for t in TRIMESTRES if (v := m.alcanzado[t]) is not None]
        yield _hallazgo(
            "absoluto_no_es_suma",
            "error",
            m,
            "avance_absoluto",
            escribir(m.avance_absoluto),
            escribir(suma),
            f"El avance absoluto impreso de la meta {m.numero} es {escribir(m.avance_absoluto)} y sus trimestres suman "
            f"{escribir(suma)} ({_sumandos(sumandos)}).",
            "avance_absoluto",
            *_campos(m, "alcanzado"),
        )


@regla
def programado_no_es_anual(informe: Informe) -> Iterator[Hallazgo]:
    """The quarters programmed do not add up to the annual goal. While the year runs, quarters not yet printed may make
    up what is missing."""
    cerrados = cumplimiento.trimestres_cerrados(informe.ejercicio, informe.corte)
    for m in informe.metas:
        suma = cumplimiento.suma(m.programado)
        if suma is None or m.meta_anual is None or suma == m.meta_anual or not _suma(m):
            continue
        if suma < m.meta_anual and any(m.programado[t] is None and t not in cerrados for t in TRIMESTRES):
            continue
        sumandos = [v for t in TRIMESTRES if (v := m.programado[t]) is not None]
        yield _hallazgo(
            "programado_no_es_anual",
            "error",
            m,
            "meta_anual",
            escribir(m.meta_anual),
            escribir(suma),
            f"La meta anual impresa de la meta {m.numero} es {escribir(m.meta_anual)} y lo programado por trimestre suma "
            f"{escribir(suma)} ({_sumandos(sumandos)}).",
            "meta_anual",
            *_campos(m, "programado"),
        )


@regla
def porcentaje_no_cuadra(informe: Informe) -> Iterator[Hallazgo]:
    """The printed percentage is over half a point from the one that the printed figures give. A share without the sign
    (0.25) is read as one; inside the year, one over what was programmed to date is accepted."""
    cerrados = cumplimiento.trimestres_cerrados(informe.ejercicio, informe.corte)
    for m in informe.metas:
        impreso = _porcentaje(m.avance_impreso)
        calculado = cumplimiento.porcentaje(m.avance_absoluto, m.meta_anual)
        if impreso is None or calculado is None or m.avance_absoluto is None or m.meta_anual is None:
            continue
        lecturas = [impreso] if "%" in (m.avance_impreso or "") else [impreso, impreso * 100]
        bases = [calculado]
        if informe.corte < cumplimiento.fin_de("T4", informe.ejercicio):
            a_la_fecha = cumplimiento.porcentaje(m.avance_absoluto, cumplimiento.suma(m.programado, cerrados))
            bases += [] if a_la_fecha is None else [a_la_fecha]
        if any(abs(x - b) <= _TOLERANCIA for x in lecturas for b in bases):
            continue
        redondeado = cumplimiento.redondear(calculado, 2)
        yield _hallazgo(
            "porcentaje_no_cuadra",
            "error",
            m,
            "avance_relativo",
            m.avance_impreso or "",
            f"{escribir(redondeado)} %",
            f"El avance relativo impreso de la meta {m.numero} es {m.avance_impreso} y {escribir(m.avance_absoluto)} de "
            f"{escribir(m.meta_anual)} es {escribir(redondeado)} %.",
            "avance_relativo",
            "avance_absoluto",
            "meta_anual",
        )


# --- what is reported, and when -------------------------------------------------------------------------------------


@regla
def trimestre_en_blanco(informe: Informe) -> Iterator[Hallazgo]:
    """A quarter without programmed and achieved, inside the span that the form reports."""
    cerrados = cumplimiento.trimestres_cerrados(informe.ejercicio, informe.corte)
    reportados = [t for t in cerrados if any(_reporta(m, t) for m in informe.metas)]
    for m in informe.metas:
        if not any(_reporta(m, t) for t in TRIMESTRES):
            continue
        for t in reportados:
            if not _reporta(m, t):
                propio = next(
                    f"{c}.{x}" for x in TRIMESTRES for c in ("programado", "alcanzado") if f"{c}.{x}" in m.celdas
                )
                yield _hallazgo(
                    "trimestre_en_blanco",
                    "notice",
                    m,
                    f"alcanzado.{t}",
                    "",
                    "",
                    f"La meta {m.numero} no reporta ni lo programado ni lo alcanzado en el {_NOMBRES[t]}, que el formato sí "
                    "reporta en otras metas.",
                    "descripcion",
                    propio,
                )


@regla
def alcanzado_sin_reporte(informe: Informe) -> Iterator[Hallazgo]:
    """Something was programmed in a closed quarter and nothing is reported as achieved."""
    for m in informe.metas:
        for t in cumplimiento.trimestres_cerrados(informe.ejercicio, informe.corte):
            programado = m.programado[t]
            if programado and m.alcanzado[t] is None:
                yield _hallazgo(
                    "alcanzado_sin_reporte",
                    "notice",
                    m,
                    f"alcanzado.{t}",
                    "",
                    "",
                    f"La meta {m.numero} programó {escribir(programado)} en el {_NOMBRES[t]} y no reporta lo alcanzado.",
                    f"programado.{t}",
                )


@regla
def alcanzado_tras_corte(informe: Informe) -> Iterator[Hallazgo]:
    """Something is reported as achieved in a quarter that ends after the cut date."""
    for m in informe.metas:
        for t in TRIMESTRES:
            valor = m.alcanzado[t]
            if valor and cumplimiento.fin_de(t, informe.ejercicio) > informe.corte:
                yield _hallazgo(
                    "alcanzado_tras_corte",
                    "warning",
                    m,
                    f"alcanzado.{t}",
                    escribir(valor),
                    "",
                    f"La meta {m.numero} reporta {escribir(valor)} alcanzado en el {_NOMBRES[t]}, que termina después del "
                    f"corte ({informe.corte:%d/%m/%Y}).",
                    f"alcanzado.{t}",
                    cabecera=("corte",),
                )


@regla
def meta_sin_programacion(informe: Informe) -> Iterator[Hallazgo]:
    """Progress is reported on a goal whose annual figure is blank or 0."""
    for m in informe.metas:
        hecho = m.avance_absoluto if m.avance_absoluto is not None else cumplimiento.suma(m.alcanzado)
        if not m.meta_anual and hecho:
            impreso = "" if m.meta_anual is None else "0"
            yield _hallazgo(
                "meta_sin_programacion",
                "warning",
                m,
                "meta_anual",
                impreso,
                "",
                f"La meta {m.numero} reporta un avance de {escribir(hecho)} y no tiene meta anual programada.",
                "meta_anual",
                "avance_absoluto",
                *_campos(m, "alcanzado"),
            )


@regla
def desviacion_sin_observacion(informe: Informe) -> Iterator[Hallazgo]:
    """A goal outside 90–110 % without a word of explanation, as practice in Mexico demands one."""
    cerrados = cumplimiento.trimestres_cerrados(informe.ejercicio, informe.corte)
    en_curso = informe.corte < cumplimiento.fin_de("T4", informe.ejercicio)
    for m in informe.metas:
        hecho = m.avance_absoluto if m.avance_absoluto is not None else _derivado(m)
        base = cumplimiento.suma(m.programado, cerrados) if en_curso and _suma(m) else m.meta_anual
        avance = cumplimiento.porcentaje(hecho, base)
        if m.observacion or avance is None or hecho is None or base is None or _BANDA[0] <= avance <= _BANDA[1]:
            continue
        texto = escribir(cumplimiento.redondear(avance, 1))
        yield _hallazgo(
            "desviacion_sin_observacion",
            "warning",
            m,
            "observacion",
            "",
            "",
            f"La meta {m.numero} quedó en {texto} % ({escribir(hecho)} de {escribir(base)}"
            f"{' programado a la fecha' if en_curso else ''}) y no tiene observación que lo justifique.",
            "avance_absoluto",
            *([f"programado.{t}" for t in cerrados] if en_curso and _suma(m) else ["meta_anual"]),
            *(() if "avance_absoluto" in m.celdas else _campos(m, "alcanzado")),
        )


# --- words against figures ------------------------------------------------------------------------------------------

#: "No se" and what was not done; whether it is what the goal is about is decided by its words.
_NO_SE = re.compile(r"\bno se (?:pud\w+ |logr\w+ |han? )?(?:llev\w+ a cabo|\w+)(?P<resto>(?: \w+){0,6})")
_NO_HECHO = re.compile(
    r"\bno hubo (?:actividad|evento|taller|curso|sesion|accion)\w*|\bsin actividad\w*|\bnula actividad"
    r"|\bse (?:cancel|suspend)\w+ (?:todas|todos|la totalidad)"
)
#: Verbs after "no se" that speak of means or events, not of doing the goal.
_DE_MEDIOS = re.compile(
    r"no se (?:present|cont|cuent|permit|deb|autoriz|ten|tuv|recib|registr|inscrib|report|encontr|alcanz|logr|cumpl|lleg)"
)
#: "No se realizaron dos de los cinco": in part.
_EN_PARTE = re.compile(r"^ (?:a cabo )?(?:\d|algun|una?s?\b|dos|tres|cuatro|cinco|seis|tod[ao]s|la totalidad)")
_GENERICAS = frozenset(raiz(p) for p in ("actividad", "accion", "evento", "programa", "proyecto"))
_META_NO_ALCANZADA = re.compile(
    r"\b(?:no se (?:pudo |logro )?(?:alcanz|logr|cumpl|lleg)\w*|imposible (?:\w+ )?(?:llegar|alcanzar|cumplir|lograr)|"
    r"no (?:fue|es) posible (?:\w+ )?(?:llegar|alcanzar|cumplir|lograr))\b.{0,30}?\b(?:metas?|programad\w+|planead\w+|previst\w+)\b"
    r"(?P<trimestral>.{0,12}?\btrimestr\w+)?"
)
_PENDIENTE = re.compile(
    r"\b(?:qued\w+|faltaron) (?:pendientes? )?(?:de realizar|por realizar|pendientes?)\b|\bfaltaron (?:\d|dos|tres|cuatro)"
)
_REPUESTO = re.compile(r"\b(?:se )?(?:repus|recuper|repon|subsan|complet|cubri|realiz\w+ (?:posterior|despues))\w*")
_META_REBASADA = re.compile(
    r"(?<!no )\bse (?:ha )?(?:rebas|super|sobrepas|excedi)\w+ (?:con creces )?(?:la |lo |el )?(?:meta|programad|planead|numero)"
)


@regla
def observacion_contradice(informe: Informe) -> Iterator[Hallazgo]:
    """The observation says one thing and the figures another: "no se realizaron" beside a quarter that was met."""
    for m in informe.metas:
        contradiccion = _contradiccion(m, informe) if m.observacion else None
        if contradiccion is None:
            continue
        campos, explicacion = contradiccion
        yield _hallazgo(
            "observacion_contradice",
            "warning",
            m,
            "observacion",
            m.observacion or "",
            "",
            explicacion,
            "observacion",
            *campos,
        )


def _contradiccion(m: Meta, informe: Informe) -> tuple[tuple[str, ...], str] | None:
    llano = alinear(m.observacion or "")
    cerrados = cumplimiento.trimestres_cerrados(informe.ejercicio, informe.corte)
    dichos = tuple(t for t in cerrados if t in _trimestres_dichos(llano)) or cerrados
    cumplidos = [t for t in dichos if (p := m.programado[t]) and (a := m.alcanzado[t]) is not None and a >= p]
    hecho = m.avance_absoluto if m.avance_absoluto is not None else _derivado(m)
    no_alcanzada = _META_NO_ALCANZADA.search(llano)
    if no_alcanzada and (no_alcanzada.group("trimestral") or len(dichos) < len(cerrados)):
        ultimo = next((t for t in reversed(dichos) if m.programado[t]), None)
        return _trimestre_cumplido(m, ultimo, "que no se alcanzó la meta trimestral") if ultimo in cumplidos else None
    cumplida = hecho is not None and bool(m.meta_anual) and hecho >= (m.meta_anual or hecho)
    pendiente = _PENDIENTE.search(llano) and not _REPUESTO.search(llano) and not _en_curso(informe)
    if no_alcanzada or pendiente:
        return (
            _anual(m, hecho, "que no se alcanzó" if no_alcanzada else "que quedó algo pendiente") if cumplida else None
        )
    if _dice_no_hecho(llano, m) and cumplidos:
        return _trimestre_cumplido(m, cumplidos[-1], "que no se realizó")
    if (
        _META_REBASADA.search(llano)
        and not _en_curso(informe)
        and hecho is not None
        and m.meta_anual
        and hecho < m.meta_anual
    ):
        return _anual(m, hecho, "que se rebasó")
    return None


def _en_curso(informe: Informe) -> bool:
    return informe.corte < cumplimiento.fin_de("T4", informe.ejercicio)


def _anual(m: Meta, hecho: Decimal | None, dicho: str) -> tuple[tuple[str, ...], str] | None:
    if hecho is None or m.meta_anual is None:
        return None
    return (
        ("avance_absoluto", "meta_anual"),
        f"La observación de la meta {m.numero} dice {dicho} y el formato reporta {escribir(hecho)} de {escribir(m.meta_anual)}.",
    )


def _dice_no_hecho(llano: str, m: Meta) -> bool:
    """Whether an observation says that what the goal is about was not done: by its own words, not of some means."""
    if _NO_HECHO.search(llano):
        return True
    propias = {*raices(m.descripcion), *raices(m.unidad_medida), *_GENERICAS}
    for hallado in _NO_SE.finditer(llano):
        if _DE_MEDIOS.match(hallado.group()) or _EN_PARTE.match(hallado.group("resto")):
            continue
        frase = llano[llano.rfind(".", 0, hallado.start()) + 1 : hallado.start()]
        dichas = raices(hallado.group("resto")) or raices(frase)[-6:]
        if not hallado.group("resto").strip() or set(dichas) & propias:
            return True
    return False


def _trimestre_cumplido(m: Meta, t: Trimestre | None, dicho: str) -> tuple[tuple[str, ...], str] | None:
    if t is None:
        return None
    programado, alcanzado = m.programado[t], m.alcanzado[t]
    if programado is None or alcanzado is None:
        return None
    return (
        (f"programado.{t}", f"alcanzado.{t}"),
        f"La observación de la meta {m.numero} dice {dicho} y en el {_NOMBRES[t]} el formato reporta "
        f"{escribir(alcanzado)} de {escribir(programado)} programado.",
    )


_MESES = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()
_SEMESTRES = (("primer semestre", ("T1", "T2")), ("segundo semestre", ("T3", "T4")))


def _trimestres_dichos(llano: str) -> frozenset[str]:
    """The quarters that an observation speaks of: by name, by a month of theirs, by the half-year."""
    nombrados = {t for t, patron in TRIMESTRALES if patron.search(llano)}
    meses = {TRIMESTRES[_MESES.index(m) // 3] for m in re.findall(rf"\b(?:{'|'.join(_MESES)})\b", llano)}
    semestres = {t for nombre, ambos in _SEMESTRES if nombre in llano for t in ambos}
    return frozenset(nombrados | meses | semestres)


# --- identity of goals, lines, measures -----------------------------------------------------------------------------


@regla
def linea_no_declarada(informe: Informe) -> Iterator[Hallazgo]:
    """A line of action that the form's own header does not list."""
    if not informe.lineas:
        return
    for m in informe.metas:
        ajenas = [x.impresa for x in m.lineas if not x.resuelta]
        if ajenas:
            plural = len(ajenas) > 1
            yield _hallazgo(
                "linea_no_declarada",
                "warning",
                m,
                "linea",
                ", ".join(ajenas),
                "",
                f"La meta {m.numero} se liga a {'las líneas' if plural else 'la línea'} de acción {', '.join(ajenas)}, que el "
                "encabezado del formato no declara.",
                "linea",
            )


@regla
def numero_repetido(informe: Informe) -> Iterator[Hallazgo]:
    """Two metas of one form with the same number."""
    veces = Counter(m.numero for m in informe.metas)
    for numero in (n for n, v in veces.items() if v > 1):
        m = next(x for x in informe.metas if x.numero == numero)
        yield _hallazgo(
            "numero_repetido",
            "warning",
            m,
            "descripcion",
            numero,
            "",
            f"El número de meta {numero} aparece {veces[numero]} veces en el formato de la unidad {informe.unidad}.",
            "descripcion",
        )


@regla
def numero_faltante(informe: Informe) -> Iterator[Hallazgo]:
    """A gap in the numbering of the actions of a goal, unless its row was set aside."""
    hijos: dict[str, dict[int, Meta]] = defaultdict(dict)
    for m in informe.metas:
        final = m.numero.rpartition(".")[2]
        if m.padre is not None and final.isdigit():
            hijos[m.padre].setdefault(int(final), m)
    apartados = " ".join(a.motivo for a in informe.apartados)
    for padre, propios in hijos.items():
        for n in range(1, max(propios)):
            numero = f"{padre}.{n}"
            if n in propios or re.search(rf"\bla meta {re.escape(numero)}(?![\d.]*\d)", apartados):
                continue
            vecinas = [propios[x] for x in (n - 1, n + 1) if x in propios] or [propios[max(propios)]]
            yield Hallazgo(
                "numero_faltante",
                "notice",
                None,
                "descripcion",
                "",
                numero,
                f"La numeración de la meta {padre} salta la {numero}, que el formato no trae.",
                tuple((v.numero, "descripcion") for v in vecinas),
            )


#: Words of the measures that reports use, by their stems.
_MEDIDAS = frozenset(
    raiz(p)
    for p in """accion actividad acta acuerdo adulto albergue alumno ambulancia apoyo archivo area asamblea asesoria asistencia
    asistente audiencia auditoria autorizacion avance bache banqueta beca beneficiario biblioteca bien boletin brigada calle
    camara campana canalizacion capacitacion cartilla caso censo certificado ciudadano club colonia comite concierto concurso
    conferencia congreso consejo consulta contenido contrato convenio convocatoria credencial cuadra cuenta curso declaracion
    demanda desayuno despensa diagnostico dictamen difusion diligencia diploma documento donacion encuentro encuesta entrega
    entrevista equipo escuela espacio espectaculo estado estimulo estudio estudiante evaluacion evento expediente exposicion
    familia feria festival ficha foro funcion gestion gira grupo habitante hectarea hora imagen infraccion informe ingreso
    inmueble inspeccion instalacion intervencion inventario jornada joven junta juego kilogramo kilometro kit ley libro licencia
    limpieza litro lote luminaria luminario mantenimiento manual material menor mes mesa metro mobiliario modulo mujer multa
    muestra mural museo nino nota notificacion nomina obra oficio operativo orden padron pago paquete parque participante patrulla
    permiso persona peso pieza plan planta platica pliego poblacion poste pozo predio premio presentacion presupuesto prevencion
    procedimiento proceso producto programa proyecto publicacion punto quincena rastreo recibo recorrido red registro reglamento
    regularizacion rehabilitacion reparacion reporte requerimiento resolucion reunion revision ruta sancion seguimiento semana
    senal servicio sesion sistema solicitud subsidio supervision taller terapia toma tonelada trabajador trabajo traslado tramite
    tutoria unidad usuario vacuna vehiculo verificacion vialidad video visita visitante vivienda volante zona porcentaje indice
    tasa atendido atendida realizado realizada entregado actualizado impartido mantenido mensual anual trimestral""".split()
)
_SUFIJOS = re.compile(
    r"(cion|sion|miento|dad|tad|ario|aria|ista|ores|or|ora|aje|ante|ente|ura|encia|ancia|ado|ada|ido|ida|eo|ismo|logia|grafia|metro|gramo|icio|"
    r"icia|tivo|tiva|torio|toria|ble|illo|illa|ito|ita|anza|eza|on|al|il|ico|ica)s?(es)?$"
)


@regla
def medida_ilegible(informe: Informe) -> Iterator[Hallazgo]:
    """A measure that looks garbled: figures among its letters, letters that no Spanish word joins, or, in capitals
    among measures that are not, one word that is no known measure, in no text of the form and of no usual ending."""
    textos = [t for m in informe.metas for t in (m.descripcion, m.observacion or "")]
    usadas = {
        r for t in (*textos, informe.unidad_nombre, informe.ramo_nombre, informe.programa_nombre) for r in raices(t)
    }
    mayusculas = sum(m.unidad_medida.isupper() for m in informe.metas) * 2 > len(informe.metas)
    for m in informe.metas:
        desconocida = not mayusculas and m.unidad_medida.isupper() and _es_desconocida(m.unidad_medida, usadas)
        if desconocida or any(_es_imposible(p) and raiz(p) not in usadas for p in palabras(m.unidad_medida)):
            yield _hallazgo(
                "medida_ilegible",
                "notice",
                m,
                "unidad_medida",
                m.unidad_medida,
                "",
                f"La unidad de medida de la meta {m.numero}, «{m.unidad_medida}», no se reconoce; puede ser un error de "
                "lectura.",
                "unidad_medida",
            )


def _es_imposible(palabra: str) -> bool:
    """Whether no Spanish word is written so: a figure inside, four consonants in a row, an ending of none."""
    if len(palabra) < 4 or palabra.isdigit():
        return False
    mezclada = bool(re.search(r"[a-z]", palabra)) and bool(re.search(r"\d", palabra))
    cluster = re.search(r"[bcdfghjklmnpqrstvwxz]{4}", palabra) and not re.search(
        r"[bcdfgklmnpst]str|nscr|bscr|nspl|xtr", palabra
    )
    return (
        mezclada or bool(cluster) or bool(re.search(r"[^aeiou]{2}$|[qvwjhfp]$", palabra) and not palabra.endswith("s"))
    )


def _es_desconocida(medida: str, usadas: set[str]) -> bool:
    todas = palabras(medida)
    if len(todas) != 1 or len(todas[0]) < 5 or todas[0].isdigit():
        return False
    palabra = todas[0]
    conocida = raiz(palabra) in _MEDIDAS or raiz(palabra) in usadas or bool(_SUFIJOS.search(palabra))
    return not conocida and max(fuzz.ratio(raiz(palabra), k) for k in _MEDIDAS) < 80


@regla
def medida_en_blanco(informe: Informe) -> Iterator[Hallazgo]:
    """A goal with figures and no unit of measure."""
    for m in informe.metas:
        if not m.unidad_medida and m.meta_anual is not None:
            yield _hallazgo(
                "medida_en_blanco",
                "notice",
                m,
                "unidad_medida",
                "",
                "",
                f"La meta {m.numero} no tiene unidad de medida.",
                "descripcion",
                "meta_anual",
            )


@regla
def corte_de_otro_ejercicio(informe: Informe) -> Iterator[Hallazgo]:
    """The cut date is in another year than the programme."""
    if informe.corte.year != informe.ejercicio:
        yield Hallazgo(
            "corte_de_otro_ejercicio",
            "notice",
            None,
            "corte",
            f"{informe.corte:%d/%m/%Y}",
            str(informe.ejercicio),
            f"El formato de la unidad {informe.unidad} es del ejercicio {informe.ejercicio} y su corte es del "
            f"{informe.corte:%d/%m/%Y}.",
            _de_cabecera(informe, "corte", "ejercicio"),
        )


@regla
def identidad_incompleta(informe: Informe) -> Iterator[Hallazgo]:
    """The header prints no ramo or no programa."""
    faltan = [c for c in ("ramo", "programa") if not getattr(informe, c)]
    if faltan:
        yield Hallazgo(
            "identidad_incompleta",
            "notice",
            None,
            faltan[0],
            "",
            "",
            f"El encabezado de la unidad {informe.unidad} no dice {' ni '.join(faltan)}.",
            _de_cabecera(informe, "unidad"),
        )


# --- people ---------------------------------------------------------------------------------------------------------


@regla
def misma_persona(informe: Informe) -> Iterator[Hallazgo]:
    """One person elaborates and authorises the same form."""
    por_rol = {f.rol: f for f in reversed(informe.firmas)}
    elaboro, autorizo = por_rol.get("elaboro"), por_rol.get("autorizo")
    if elaboro and autorizo and personas.clave(elaboro.nombre) == personas.clave(autorizo.nombre):
        yield Hallazgo(
            "misma_persona",
            "notice",
            None,
            "firma.autorizo",
            autorizo.nombre,
            "",
            f"Una misma persona, {elaboro.nombre}, elabora y autoriza el formato de la unidad {informe.unidad}.",
            _de_cabecera(informe, "firma.elaboro", "firma.autorizo"),
        )


@regla_cruzada
def nombre_con_variantes(informes: Sequence[Informe]) -> Iterator[tuple[int, Hallazgo]]:
    """One name under two spellings across the forms of a document; the rarer one is shown."""
    veces = Counter(f.nombre for i in informes for f in i.firmas)
    comunes = personas.agrupar(veces)
    for indice, informe in enumerate(informes):
        for f in informe.firmas:
            comun = comunes[f.nombre]
            if personas.clave(f.nombre) != personas.clave(comun):
                yield (
                    indice,
                    Hallazgo(
                        "nombre_con_variantes",
                        "notice",
                        None,
                        f"firma.{f.rol}",
                        f.nombre,
                        comun,
                        f"El formato de la unidad {informe.unidad} firma «{f.nombre}» y otros formatos «{comun}»; puede ser la "
                        "misma persona.",
                        _de_cabecera(informe, f"firma.{f.rol}"),
                    ),
                )


@regla_cruzada
def ramo_con_variantes(informes: Sequence[Informe]) -> Iterator[tuple[int, Hallazgo]]:
    """One code under two nearly equal names across the forms of a document."""
    for campo in ("ramo", "programa"):
        veces = Counter((getattr(i, campo), getattr(i, f"{campo}_nombre")) for i in informes)
        for indice, informe in enumerate(informes):
            codigo, nombre = getattr(informe, campo), getattr(informe, f"{campo}_nombre")
            otros = [(v, n) for (c, n), v in veces.items() if c == codigo and plegar(n) != plegar(nombre)]
            parecidos = [
                (v, n) for v, n in otros if fuzz.ratio(plegar(n), plegar(nombre)) >= 75 and v > veces[codigo, nombre]
            ]
            if codigo and nombre and parecidos:
                comun = max(parecidos)[1]
                yield (
                    indice,
                    Hallazgo(
                        "ramo_con_variantes",
                        "notice",
                        None,
                        f"{campo}_nombre",
                        nombre,
                        comun,
                        f"El {campo} {codigo} se llama «{nombre}» en el formato de la unidad {informe.unidad} y «{comun}» en otros.",
                        _de_cabecera(informe, f"{campo}_nombre"),
                    ),
                )


# --- helpers --------------------------------------------------------------------------------------------------------


def _hallazgo(
    nombre: str,
    gravedad: Gravedad,
    m: Meta,
    campo: str,
    impreso: str,
    esperado: str,
    explicacion: str,
    *citados: str,
    cabecera: tuple[str, ...] = (),
) -> Hallazgo:
    """A finding on a meta; only the cells that are printed are cited."""
    citas: list[tuple[str | None, str]] = [(m.numero, c) for c in citados if c in m.celdas]
    citas += [(None, c) for c in cabecera]
    if not citas:
        citas = [(m.numero, "descripcion")]
    return Hallazgo(nombre, gravedad, m.numero, campo, impreso, esperado, explicacion, tuple(citas))


def _de_cabecera(informe: Informe, *campos: str) -> tuple[tuple[str | None, str], ...]:
    return tuple((None, c) for c in campos if c in informe.celdas)


def _campos(m: Meta, cual: str) -> tuple[str, ...]:
    return tuple(f"{cual}.{t}" for t in TRIMESTRES if f"{cual}.{t}" in m.celdas)


def _reporta(m: Meta, t: Trimestre) -> bool:
    return m.programado[t] is not None or m.alcanzado[t] is not None


def _suma(m: Meta) -> bool:
    """Whether a goal's quarters add up: not those of a rate or a coverage."""
    return cumplimiento.es_flujo(m.unidad_medida) and "%" not in _literal(m.celdas, "meta_anual")


def _literal(celdas: Mapping[str, object], campo: str) -> str:
    celda = celdas.get(campo)
    return str(getattr(celda, "literal", ""))


def _derivado(m: Meta) -> Decimal | None:
    return cumplimiento.absoluto_derivado(m.alcanzado, m.unidad_medida)


def _sumandos(valores: Sequence[Decimal]) -> str:
    return " + ".join(escribir(v) for v in valores)


def _porcentaje(impreso: str | None) -> Decimal | None:
    try:
        return cifras.leer(impreso or "")
    except cifras.NoEsCifra:
        return None
