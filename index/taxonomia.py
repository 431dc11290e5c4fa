# ruff: noqa: E501  (the tables of phrases read better whole)
"""The causes that observations give, as data: per cause, a label for people, the direction that it explains by itself,
the phrases that carry it, and those that carry it only in certain years (in 2020 a bare "contingencia" is the pandemic).

Phrases are regular expressions over the text folded one character for one (``textos.alinear``), so that spans are of the
original; ``index.causas`` looks for them.

Source: domain.md, "Causes".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.poa import Causa, Direccion
from index.textos import alinear


@dataclass(frozen=True, slots=True)
class DefinicionCausa:
    """A cause: ``frases`` carry it in any year, ``frases_por_anio`` (from, to, phrase) in some, ``preguntas`` name it in
    a question. ``direccion`` is what it explains where the wording says nothing. ``fija``: the wording of the rest of
    the sentence does not make it a cause of under-achievement (a medium, such as social networks)."""

    causa: Causa
    etiqueta: str
    direccion: Direccion
    frases: tuple[str, ...]
    frases_por_anio: tuple[tuple[int, int, str], ...] = ()
    preguntas: tuple[str, ...] = ()
    fija: bool = False

    def reconoce(self, texto: str, ejercicio: int | None = None) -> list[tuple[int, int]]:
        """The spans of a text that name this cause, for questions; without a year the year-bounded phrases count."""
        llano = alinear(texto)
        patrones = [*self.frases, *self.preguntas]
        patrones += [f for a, b, f in self.frases_por_anio if ejercicio is None or a <= ejercicio <= b]
        return [h.span() for p in patrones for h in re.finditer(rf"\b(?:{p})", llano)]


_FALTA = r"(?:falta|falto|faltaron|faltaba|hizo falta|hicieron falta|se carec\w+ de|carec\w+ de|escase\w+|carencia|escasez|insuficiencia|ausencia|reduccion|disminucion|limitacion(?:es)?|no (?:se )?(?:conto|contaba|cuenta|hubo|habia|tener|contar|tuvo|dispuso|disponia)) (?:con |de |del |en |el |la |los |las |suficientes? |mas |otros? |una? |algun[oa]?s? ){0,3}"
_PERSONAL = r"(?:personal|recursos? humanos?|plantilla|trabajadores|empleados|instructor(?:es|as?)?|maestr[oa]s?|docentes|talleristas?|promotor(?:es|as?)?|bibliotecari[oa]s?|medicos?|operador(?:es)?|chofer(?:es)?|inspector(?:es|as?)?|brigadistas|instructor\w*|restaurador\w*|psicolog[oa]s?|terapeutas?|abogad[oa]s?|bomber[oa]s|paramedic[oa]s?|enfermer[oa]s?|trabajador(?:a|as) social(?:es)?|verificador(?:es|as?)?|capturistas?|tecnic[oa]s? (?:de|en|operativ\w+)|policias|vigilantes|guardavidas|capacitador(?:es|as?)?|asesor(?:es|as?)?|cuadrillas?|titular(?:es)?|encargad[oa]s?|responsables?)"
_VEHICULOS = r"(?:vehiculos?|unidad(?:es)? (?:vehicular(?:es)?|moviles?|de transporte)|transporte|camion(?:es|eta|etas)?|maquinaria|equipos?(?: de (?:computo|sonido|transporte))?|herramientas?|motoconformadora|barredoras?|bacheadoras?|revolvedoras?|pavimentadoras?|aplanadoras?|motobombas?|patrullas?|ambulancias?)"

_VEHICULOS_Y_MAQUINAS = _VEHICULOS[:-1] + r"|maquinas?|bombas?|generador(?:es)?|impresoras?|servidor(?:es)?|computadoras?|pipas?|gruas?|(?:retro)?excavadoras?|tractor(?:es)?|proyector|compactadora?|podadoras?|desbrozadoras?|planta de luz|sistema)"
_DINERO = r"(?:presupuesto|recursos?(?! humanos?)|fondos?|dinero|partidas?|ministraci\w+|aportaci\w+|transferenci\w+|subsidios?|financiamiento|techo (?:presupuestal|financiero)|suficiencia(?: presupuestal)?|ampliaci\w+ presupuestal(?:es)?)"
#: Who takes part, is served, or stays away.
_PUBLICO = r"(?:gente|publico|vecin[oa]s|ciudadan\w+|poblacion|productor(?:es|as)|padres de familia|alumn[oa]s?|estudiantes|jovenes|usuari[oa]s|beneficiari[oa]s|comerciantes|asistentes|comunidad|habitantes|colonos|escuelas|solicitantes|interesad[oa]s|personas|familias|mujeres|participantes|visitantes|inscrit[oa]s)"
#: Bodies that ask for what a goal gives, and what they ask for.
_ORGANISMOS = r"(?:empresas?|planteles?|escuelas?|maquiladoras?|comercios|negocios|hoteler[oa]s|instituciones|dependencias|organizaciones|asociaciones|colonias|ejidos|sindicatos|iglesias|clubes|camaras)"
_SERVICIOS = r"(?:cursos?|talleres?|platicas?|capacitaci\w+|asesorias?|sesiones|funciones|servicios?|apoyos?|inspecciones|visitas?|jornadas?|simulacros?|exposiciones|presentaciones|brigadas)"
#: The months, as something is put off to one of them.
_MES = r"(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)"
#: That something came, but late.
_TARDIO = r"hasta|tarde\b|tardiamente|con (?:(?:\w+ ){1,2}de )?(?:retraso|demora|atraso|desfase)|a destiempo|fuera de tiempo|de (?:manera|forma) (?:tardia|extemporanea)"
_TARDE = rf"(?:{_TARDIO})"
_ES = r"(?:(?:se|ha|han|habia|fue|fueron|es|son|estuv\w+|esta|estan|sigue|siguen|seguia|permanec\w+|quedo|quedaron|result\w+|sido|tuvo|le|les|nos|aun|todavia) )*"

CAUSAS: tuple[DefinicionCausa, ...] = (
    DefinicionCausa(
        "covid", "COVID-19", "menos",
        (
            r"covid(?:[ -]?19)?", r"sars[ -]?cov", r"coronavirus", r"pandemia(?: mundial)?", r"cuarentena",
            r"(?:contingencia|emergencia|crisis|alerta) sanitaria", r"semaforo epidemiologico", r"contagios?\b",
            r"(?:contingencia|emergencia) de salud", r"nueva normalidad", r"confinamiento (?:social|por la pandemia)",
            r"(?:restricci|medida|disposici|protocolo|indicaci)\w* (?:de |por |del )?(?:sanidad|sanitari[ao]s|salubridad|"
            r"la secretaria de salud|el sector salud|bioseguridad)",
        ),
        (
            (2020, 2022, r"contingencia(?! (?:sanitaria|ambiental|clim|meteo|hidro|atmosf|laboral|presup|economica|por (?:l[ao]s? )?"
                         r"(?:lluvia|huracan|incendio|sismo|tormenta)))"),
            (2020, 2022, r"confinamiento|aislamiento (?:social|obligatorio|preventivo)"),
            (2020, 2022, r"(?:obligado )?distanciamiento(?: social)?|sana distancia"),
            (2020, 2022, r"(?:cierre|clausura|suspension)(?: (?:obligad[oa]|obligatori[oa]|temporal|total|parcial|general))? de "
                         r"(?:l[ao]s )?(?:espacios|bibliotecas|escuelas|planteles|centros|instalaciones|oficinas|actividades "
                         r"presenciales|clases presenciales|museos|teatros)"),
            (2020, 2022, r"(?:reduccion|limite|limitacion|restriccion|control)\w* (?:de |del |en el )?aforos?|aforos? "
                         r"(?:limitad|reducid|permitid|restringid)\w*|aforo(?! vehicular)"),
            (2020, 2022, r"aglomeraci\w+|concentraci\w+ (?:masiva )?de personas|eventos masivos"),
            (2020, 2022, r"semaforo (?:en )?(?:color )?(?:rojo|naranja|amarillo)|fase (?:3|tres|iii)\b|jornada nacional de sana"),
            (2020, 2022, r"(?:cancel|suspend)\w+ (?:de )?(?:todas )?(?:l[ao]s )?actividades presenciales|medidas preventivas"),
            # A room that was taken for it could not serve the goal.
            (2020, 2022, r"(?:espacios?|salon(?:es)?|auditorios?|inmuebles?|instalaciones|edificios?|gimnasios?|canchas?|biblioteca|centro|unidad deportiva)(?: \w+){0,4} "
                         r"(?:prest|ocup|utiliz|us|destin|habilit|facilit|convirti|acondicion)\w+ (?:para|como|por|en)(?: \w+){0,5} (?:covid(?:-19)?|vacun\w+|contagi\w+|coronavirus)"),
        ),
        (r"virus", r"contingencia", r"confinamiento", r"sanitari[oa]s?"),
    ),
    DefinicionCausa(
        "reprogramacion", "reprogramación", "menos",
        (
            r"reprogram\w+", r"recalendariz\w+", r"pospu\w+|pospon\w+|posterg\w+|aplaz\w+|prorrog\w+",
            r"(?:se )?(?:difirio|difirieron|diferid[oa]s?)", r"cambio de (?:fechas?|programacion|calendario)",
            r"(?:se )?(?:recorrio|recorrieron|traslado|trasladaron|paso|pasaron|movio|movieron) (?:para |al? |hasta )(?:el |la )?(?:siguiente|"
            r"proximo|otro|primer|segundo|tercer|cuarto|ultimo)\w* (?:ano|ejercicio|trimestre|semestre|mes|periodo)",
            r"(?:ajuste|modificacion) (?:de|a|en) (?:la |las )?(?:programacion|metas?|calendario)|se adelant\w+|reagend\w+|cambi\w+ de fechas?",
            r"(?:recorri|traslad|pas|movi)(?:o|eron|aron|ad[oa]s?|d[oa]s?) (?:para |al? |hasta )(?:(?:el |los )?(?:mes(?:es)? de|proximo|siguiente) )?" + _MES,
            r"(?:qued|dej)(?:o|a|an|aron|aba|ado|ados|ada|adas) (?:pendientes? |programad[oa]s? )?(?:para|hasta) (?:el mes de )?" + _MES,
            r"(?:dej|qued|program|calendariz|pas|plane)(?:o|aron|ado|ados|ada|adas) para (?:el |la |los )?(?:(?:proxim|siguiente|otr|entrante|ultim)\w*|20\d\d\b|ano (?:proximo|siguiente|entrante|20\d\d)|(?:primer|segund|tercer|cuart)\w* (?:trimestre|semestre) (?:de|del) (?:proxim|siguiente|20)\w*|(?:mes de )?\w+ de 20\d\d)",
            r"se (?:hara|llevara|realizara|entregara|celebrara|ejecutara|concluira|impartira|efectuara|retomara|reanudara|inaugurara|terminara)n?(?: a cabo)? (?:en|durante|hasta|a partir de|para) (?:el |la |los )?(?:(?:mes|primer\w*|segund\w*|tercer\w*|cuart\w*) )?(?:\w+ )?(?:(?:de|del) )?(?:proxim\w+|siguiente|20\d\d)",
        ),
    ),
    DefinicionCausa(
        "instruccion_superior", "instrucción superior", "menos",
        (
            r"(?:por|a|siguiendo|atendiendo|conforme a|de acuerdo a|en atencion a|segun) (?:l[ao]s? )?(?:instrucci|indicaci|orden|"
            r"disposici|determinaci|peticion|solicitud)\w* (?:superior\w*|expres\w+ )?(?:de|del|girad\w*|emitid\w*) ?(?:l[ao]s? )?"
            r"(?:c\. )?(?:presiden|cabildo|director|direccion|alcald|secretari|tesoreri|superior|titular|regidor|sindic|oficialia|"
            r"gobern|gobierno|ayuntamiento|autoridad|coordinaci|contralori|mandos?)\w*(?: municipal| general)?",
            r"instruccion(?:es)? superior(?:es)?|(?:por )?instruccion(?:es)? de(?:l)?\b(?: l[ao]s?)?(?: \w+){1,2}",
            r"(?:presidencia|cabildo|direccion|tesoreria|ayuntamiento|alcaldes?a?|superioridad|secretaria|coordinacion)(?: [a-z]+){0,2} (?:instruyo|determino|"
            r"acordo|ordeno|dispuso|decidio)",
            r"acuerdo de(?:l)? cabildo|decision de (?:la )?(?:presidencia|administracion|superioridad|alcaldia)|por (?:decreto|mandato|disposicion oficial)\b",
            r"(?:presidencia|presidente|presidenta|cabildo|direccion|tesoreria|alcaldes?a?|superioridad|secretaria|oficialia|contraloria|gobernador[a]?|gobierno)(?: \w+){0,2} (?:pidi|solicit|indic|resolvi|mand)(?:o|eron|aron) "
            r"(?:suspender|detener|cancelar|posponer|aplazar|cerrar|reducir|limitar|reprogramar|no |que (?:se |no ))",
        ),
        preguntas=(r"instrucci\w+", r"ordenes? (?:superior\w*|de)"),
    ),
    DefinicionCausa(
        "presupuesto", "falta de presupuesto", "menos",
        (
            _FALTA + r"(?:presupuest\w+|recursos?(?! humanos?)(?: (?:financieros?|economicos?|materiales|presupuestal\w*|propios|"
            r"federales|estatales|municipales))?|fondos|dinero|suficiencia|disponibilidad (?:presupuest\w+|financier\w+|de recursos)|liquidez|solvencia|ministraci\w+|partidas?|insumos|financiamiento)",
            r"(?:recorte|insuficiencia|reduccion|ajuste|austeridad|limitacion(?:es)?|restriccion(?:es)?|contencion|disminucion)s? "
            r"(?:presupuest\w+|financier\w+|economic\w+|del? (?:el )?(?:presupuesto|gasto|recursos?))",
            r"(?:medidas|politicas?|plan|programa) de austeridad|austeridad",
            r"sin (?:contar con |tener |disponer de )?(?:el |los )?(?:presupuesto|recursos?(?! humanos?)|suficiencia|fondos|dinero|disponibilidad|liquidez)\w*(?: (?:presupuestal|financier\w+|economic\w+))?",
            r"(?:no|ni|nunca) (?:(?:se|ha|han|habia|habian|fue|fueron|sido) )*(?:autoriz|asign|libe?r|ministr|radic|recib|otorg|aprob|deposit|lleg|transf[ei]r)\w+ (?:a tiempo )?(?:el |los |la |las )?"
            r"(?:presupuest\w+|recursos?|ministraci\w+|aportaci\w+|subsidios?|fondos|suficiencia|partida)",
            r"sin (?:que se )?(?:autoriz|asign|liber|ministr|radic|aprob|deposit|otorg)\w+ (?:\w+ )?(?:el |los |la |las )?(?:presupuest\w+|recursos?|ministraci\w+|fondos|partida)",
            r"(?:retraso|demora|atraso|falta)s? (?:en|de) (?:la |las |los |el )?(?:ministraci\w+|(?:liberacion|radicacion|entrega|asignacion)"
            r" de(?:l| los| la)? (?:recursos?|presupuesto|ministraci\w+|fondos))",
            _DINERO + r"(?: \w+){0,4} (?:no|nunca) " + _ES + r"(?:alcanz|lleg|liber|ministr|radic|deposit|transf[ei]r|autoriz|asign|aprob|recib|otorg|permit|bast|fluy|complet|suficient)\w*",
            _DINERO + r"(?: \w+){0,4} " + _ES + r"(?:lleg|liber|ministr|radic|deposit|transf[ei]r|autoriz|asign|aprob|recib|otorg|entreg)\w+ (?:\w+ )?" + _TARDE,
            _DINERO + r"(?: \w+){0,4} " + _ES + r"(?:un |una )?(?:recort|reduj|reduc|disminu|agot|acab|cancel|congel|reten|retuv|insuficient|escas|menor|inferior)\w*",
            r"(?:en espera|a la espera|se espera\w*|pendientes?|retrasos?|demoras?|falta|falto|tardanza|no se (?:obtuvo|logro|consiguio|autorizo)|sin)(?: (?:de|en))?(?: (?:la|el|su|los|las))? (?:autorizacion|liberacion|ministracion|radicacion|asignacion|aprobacion|transferencia|entrega|deposito|ampliacion)"
            r"(?: (?:de|del|de la|de los|de las|la))? (?:" + _DINERO + r"|presupuest\w+|recursos?)",
            r"no (?:se |le |les |nos )?(?:ministr|radic)\w+|no (?:se |le |les |nos )?(?:deposit|transfiri|entreg|otorg|aport)\w+ (?:(?:la|el|los|las|su|sus|segunda|primera|tercera|ultima) )*(?:aportaci\w+|subsidios?|ministraci\w+|presupuesto|recursos?|fondos?|partida)",
            r"(?:motivos?|razon(?:es)?|cuestion(?:es)?|causas?|limitantes?|situaci\w+|dificultad(?:es)?|crisis|problematica|carencias?) (?:de )?(?:indole |caracter |tipo |orden )?(?:economic|financier|presupuest)\w+|encarec\w+|por (?:la )?inflacion",
            r"presupuesto (?:no |fue )?(?:insuficiente|limitado|reducido|agotado|autorizado fue menor|recortado|suficiente)",
            r"(?:recursos?|presupuesto) (?:financieros? |economicos? )?(?:insuficientes?|limitados?|no (?:fue|fueron|llego|llegaron))",
            r"problemas? (?:presupuestal|financier|economic)\w+|falta de pago",
            r"presupuesto(?: \w+){0,5} (?:(?:tuvo|sufrio|registro|presento)(?: un| una)? (?:recorte|ajuste|reduccion|disminucion)|se (?:redujo|recorto|ajusto|disminuyo|agoto|congelo|cancelo))",
            r"(?:menor|menos|poco|escaso)s? (?:presupuesto|recursos?(?! humanos)|asignacion presupuestal)|(?:se )?(?:agot|termin|acab)\w+ (?:el|los) (?:presupuesto|recursos?|fondos)",
            r"no (?:se |fue )?(?:autoriz|aprob)\w+ (?:la |el |una )?(?:ampliacion|transferencia|suficiencia|modificacion)(?: presupuestal\w*)?",
            r"(?:ampliacion|aportacion|transferencia|suficiencia|partida)(?: \w+){0,2} no (?:fue|se|ha sido) (?:autoriz|radic|otorg|liber|aprob|recib|ministr)\w+",
            r"(?:precios?|costos?)(?: \w+){0,3} (?:rebas|super|exced|aument|increment|elev)\w+(?: lo presupuestado| el presupuesto)?|lo presupuestado",
        ),
        preguntas=(r"presupuest\w+", r"dinero", r"recursos(?! humanos)(?: \w+)?", r"austeridad", r"recortes?"),
    ),
    DefinicionCausa(
        "contratacion", "contratación o proveedores", "menos",
        (
            r"no se (?:renov|firm|formaliz|prorrog|suscrib)\w+ (?:el |los |un |la |las )?(?:contratos?|convenios?)",
            r"licitaci\w+(?: (?:publica |se declaro |fue |quedo )?(?:desiert\w+))?|(?:declar\w+|qued\w+) desiert[oa]s?",
            r"no se (?:contrat|adjudic|adquiri|compr)\w+|(?:fabricante|distribuidor)(?:es)?|surti\w+ incomplet\w+|(?:la |el )?contrato(?: \w+){0,3} no se \w+",
            r"(?:contrato|convenio)(?: \w+){0,7} (?:vencio|expiro|caduco|concluyo|termino|se rescindio|se cancelo|no se (?:renov|firm|formaliz)\w+)",
            r"contratos?(?: \w+){0,6} (?:se (?:firm|formaliz|adjudic|suscrib)\w+ (?:hasta|tarde|con (?:(?:\w+ ){1,2}de )?(?:retraso|demora)|a destiempo|el \d|en (?:el mes de )?(?:marzo|abril|mayo|junio|julio|agosto|"
            r"septiembre|octubre|noviembre|diciembre))|(?:segui\w*|sigue|continua\w*|esta\w*|permanec\w+|quedo) (?:en (?:revision|tramite|proceso|firma)|pendiente))",
            r"proveedor(?:es)?", r"(?:proceso|tramite|procedimiento)s? (?:de )?(?:contratacion|adquisicion|compra|adjudicacion|licitacion)\w*",
            r"(?:falta|retraso|demora|atraso|vencimiento|termino|firma|rescision|cancelacion)s? (?:de|en|del) (?:la |los |el )?(?:firma de |firma del "
            r")?(?:contrat\w+|convenio|adquisici\w+|compra|suministros?|entrega de (?:material\w*|insumos|equipo))",
            r"(?:contratista|empresa|constructora|fabricante|distribuidora?)(?: \w+){0,3} (?:abandon|incumpl|suspend|quebr)\w+|(?:concurso|licitacion|subasta)(?: \w+){0,3} desiert\w+",
            r"(?:no (?:hubo|se (?:present|recib|tuv|obtuv)\w+|exist\w+|acud\w+)|falta de|sin|ausencia de) (?:\w+ )?(?:postores|licitantes|oferentes|ofertas|concursantes|cotizaciones|proveedores)",
            r"(?:contrato|convenio)s?(?: \w+){0,7} (?:sin (?:firmar|formalizar|renovar|suscribir)\w*|no (?:se )?(?:ha |han )?(?:sido )?(?:firm|formaliz|renov|suscrib)\w+)",
            r"desabast\w+|(?:adquisici\w+|compra|contrataci\w+|adjudicaci\w+)(?: \w+){0,6} (?:se )?(?:adjudic|formaliz|concret|realiz|hizo|efectu|conclu|autoriz|liber)\w* " + _TARDE,
            r"(?:material(?:es)?|refacciones|insumos|suministros?|luminarias|uniformes)(?: \w+){0,3} (?:llego|llegaron|se (?:recib|entreg|surt)\w+|fue(?:ron)? (?:entregad|surtid|recibid)\w+) (?:\w+ )?(?:incomplet\w+|en mal|" + _TARDIO + r")",
            r"(?:contratista|constructora|empresa|consultora)(?: (?:contratad|constructor|extern|encargad|ganador|adjudicad)\w+)? (?:(?:se (?:retras|atras|demor)|incumpl)\w+|no (?:inici|empez|entreg|surt|termin|cumpl|conclu|renov|se present)\w+|(?:empez|inici|comenz|entreg|termin)\w+ (?:\w+ )?" + _TARDE + r")",
            r"(?:contratista|empresa) (?:no |incumplio|se retraso)\w*|incumplimiento de(?:l)? (?:contrat\w+|proveedor)",
            r"falta de (?:material(?:es)?|refacciones|suministros?)|material(?:es)? no (?:fue|fueron|se) \w+",
        ),
        preguntas=(r"contrat\w+", r"compras", r"adquisici\w+"),
    ),
    DefinicionCausa(
        "personal", "falta o rotación de personal", "menos",
        (
            _FALTA + _PERSONAL, _PERSONAL + r"(?: \w+){0,4} (?:(?:causo|causaron) baja|se (?:dio|dieron|ha dado|han dado) de baja)", r"(?:renuncio|renunciaron)\b(?: al cargo)?",
            _PERSONAL + r"(?: \w+){0,3} (?:dejo|dejaron|abandono|abandonaron|operaron?|trabajo|trabajaron) (?:el (?:servicio|cargo|puesto)|incomplet\w+)",
            _PERSONAL + r"(?: \w+){0,4} (?:se |fue |fueron |estuv\w+ |estaba\w* |ha |han )*(?:jubil|pension|enferm|incapacit|lesion|accident|falleci|renunci|comision|reasign|reubic|despid|despedid|dejo de laborar|dejaron de laborar|de licencia|con licencia|de incapacidad)\w*",
            r"plazas?(?: \w+){0,4} (?:no|sin|aun no) (?:se )?(?:ha |han |fue |fueron |sido )*(?:cubr|cubiert|ocup|contrat)\w+|plazas? (?:desocupad|libre|por cubrir)\w*|plantilla(?: \w+){0,3} (?:incomplet|reducid|insuficient)\w+",
            r"licencia (?:medica|sin goce|por (?:maternidad|paternidad|gravidez|enfermedad))|permiso sin goce|no (?:hay|hubo|habia|se tuvo) quien(?:es)? \w+|(?:solo|solamente|unicamente) (?:se )?(?:cuenta|conto|contaba|hay|hubo|habia|dispone|laboro|trabajo|tiene|tuvo)(?: con)? (?:un|una|dos|tres|\d+) " + _PERSONAL,
            r"(?:redujo|redujeron|disminuyo|disminuyeron|recorto|recortaron) (?:(?:el|la|los|las|numero|cantidad|total|de) )*" + _PERSONAL,
            r"(?:psicologas|cuadrilla)(?: \w+){0,3} (?:dejaron|incompleta)",
            r"sin (?:contar con )?(?:el )?(?:personal|instructor|maestr[oa]|docente|tallerista)(?! (?:de|que|bibliotec))",
            r"(?:rotacion|cambio|baja|renuncia|jubilacion|despido|vacante|ausentismo|reduccion|recorte|licencia|permiso|vacaciones|contagio)s? "
            r"(?:de|del|en el|entre el) (?:el )?" + _PERSONAL,
            r"incapacidad(?:es)?(?: medicas?| por)?(?: del? \w+)?|plazas? vacantes?|vacantes?\b|puesto vacante",
            r"(?:por|ante|debido a|derivado de) (?:la |las |su |sus )?renuncias?(?: de(?:l)? \w+)?|renuncia de(?:l)? \w+|personal (?:insuficiente|reducido|incapacitado|de baja|de licencia|enfermo|en resguardo|vulnerable)",
            r"(?:cambio|relevo) de (?:titular|responsable|director|jef[ea]|administracion|encargad[oa])|paro (?:laboral|de labores)|huelga",
            r"no se (?:autoriz|aprob|complet|concret|permit)\w+ (?:la |las )?contrata(?:ci\w+ (?:de|del)|r) (?:(?:al?|el|la|los|las|mas|otros|nuev[oa]s) )*" + _PERSONAL + r"|faltaron (?:\w+ )?por renuncias?",
            r"poco personal|no se (?:contrato|cubrio) (?:al? |el |la )?(?:personal|plaza|puesto|instructor\w*)",
        ),
        preguntas=(r"personal", r"empleados", r"renuncias?", r"rotacion"),
    ),
    DefinicionCausa(
        "equipo", "vehículos o equipo", "menos",
        (
            _FALTA + r"(?:" + _VEHICULOS + r"|combustible|gasolina|diesel|internet|energia electrica|luz)",
            r"(?:descompostura|falla|averia|dano|reparacion|desperfecto)s? (?:mecanicas? |tecnicas? |electricas? )?(?:de|del|en) (?:l[ao]s? |el |una? )?"
            r"(?:propio |mismo )?(?:" + _VEHICULOS + r"|sistemas?|servidor(?:es)?|red|bomba|instalaci\w+|aire)",
            _VEHICULOS + r" (?:se )?(?:estuv\w+ |esta\w* |se encuentra\w* |fuera |en )*(?:descompuest\w+|descompus\w+|fall\w+|averiad\w+|de servicio|"
            r"reparacion|mantenimiento|danad\w+|taller mecanico|mal estado|siniestrad\w+)",
            _VEHICULOS_Y_MAQUINAS + r"(?: \w+){0,4} " + _ES + r"(?:en (?:el )?taller|inservibl|inoperant|obsolet|parad[oa]|siniestr|robad|robo|quem|descompu|averi|en mal(?:as)? (?:estado|condicion)|dejo de (?:funcion|oper|serv)|dejaron de (?:funcion|oper|serv)|no (?:funcion|sirv|oper|arranc|encend)|sin (?:mantenimiento|reparar|refaccion))\w*",
            r"(?:en|al) (?:el )?taller mecanico|" + _VEHICULOS_Y_MAQUINAS + r"(?: \w+){0,4} fuera de servicio|con (?:un sol|una sol)[oa] " + _VEHICULOS_Y_MAQUINAS,
            r"(?:robaron|robo|hurto) (?:(?:de|del|el|la|los|las|un|una|parte|al) )*(?:" + _VEHICULOS_Y_MAQUINAS + r"|cable\w*|transformador\w*|herramienta\w*)",
            r"(?:cortes?|fallas?|interrupcion(?:es)?|intermitencia|suspension|apagon(?:es)?)(?: \w+)? (?:de|del|en el|en la) (?:la |el |servicio de |suministro de )*(?:energia|luz|electricidad|internet|suministro electrico)|apagon(?:es)?",
            r"(?:se )?descompus\w+|averiad\w+|descompuest\w+|en reparacion(?: mecanica)?|(?:fuera|salieron|salio) de servicio",
            r"(?:sistemas?|servidor(?:es)?|plataformas?|equipos?|red|paginas?)(?: \w+){0,5} (?:present|tuv|registr|sufri)\w+ (?:una |varias |constantes )?(?:fallas?|intermitencias?|caidas?|problemas tecnicos)",
            r"fallas? (?:mecanic|tecnic|electric)\w+|fallas? (?:en|de|del) (?:el |la |los |las )?(?:generador|sensor|motor|equipo|sistema|bomba|planta|red|"
            r"suministro|servidor|maquin|unidad)\w*|descompostura|vehiculos? descompuest\w+|sin (?:contar con |el |la |los )?(?:vehiculo|combustible|gasolina|equipo|internet|energia electrica|herramienta|maquinaria|transporte|camion)\w*",
        ),
        preguntas=(r"vehiculos?", r"equipos?", r"maquinaria", r"combustible", r"descompostur\w+"),
    ),
    DefinicionCausa(
        "clima", "clima", "menos",
        (
            r"lluvias?(?: intensas?| atipicas?| torrenciales)?", r"huracan(?:es)?", r"tormentas?(?: tropical\w*)?", r"ciclon(?:es)?",
            r"inunda(?:ci\w+|d[oa]s?\b|ron\b)|se inund\w+", r"(?:mal |malas |adversas )?condiciones (?:climat|climatolog|meteorolog|del clima|del tiempo)\w*(?: adversas)?",
            r"(?:mal|por el|debido al?) (?:clima|tiempo|mal tiempo|temporal)\b|inclemencias?(?: del (?:tiempo|clima))?", r"sequia",
            r"(?:altas|bajas|extremas) temperaturas|temperaturas? (?:extrem|alt|baj)\w+|ola de calor|frente frio|helad[ao]s|nevad[ao]s?",
            r"(?:fuertes )?vientos|fenomenos? (?:meteorolog|natural|climat|hidromet)\w+|contingencia (?:climat|meteorolog|ambiental|por lluvia)\w*"
            r"|graniz\w+|calor (?:extremo|intenso|sofocante)|frio (?:extremo|intenso)|desbord\w+|precipitacion(?:es)?|chubascos?|temporal de lluvias|mal temporal|tolvaneras?|tornados?|deslaves?|neblina|vendaval(?:es)?|trombas?|crecid[ao]s? del? (?:rio|arroyo)\w*"
            r"|(?:el|los|un|unos|fuertes?|intensos?) temporal(?:es)?\b|ondas? de calor|sismos?|terremoto|climatic\w+|climatolog\w+",
        ),
        preguntas=(r"clima\b", r"mal tiempo"),
    ),
    DefinicionCausa(
        "veda_electoral", "veda electoral", "menos",
        (
            r"veda(?: electoral)?", r"(?:proceso|periodo|blindaje|calendario|jornada|tiempos?|ano|etapa|temporada) electoral\w*",
            r"elecciones|comicios|votaciones|(?:autoridad|restriccion|norma|normatividad|disposicion)\w* electoral\w*|campanas? (?:electoral|politica)\w*|ley electoral|periodo de campanas",
        ),
        preguntas=(r"electoral\w*",),
    ),
    DefinicionCausa(
        "calendario", "vacaciones o calendario", "menos",
        (
            r"(?:periodo )?vacacion\w*", r"(?:ciclo|calendario|receso|ano|periodo) escolar\w*", r"receso(?: (?:de|escolar|administrativo)\w*)?",
            r"dias? (?:inhabil\w*|festivos?|feriados?|de asueto)|asueto|semana santa|temporada (?:baja|decembrina|navidena|vacacional)",
            r"(?:suspension de|suspendi\w+(?: las)?) (?:clases|labores)(?! presenciales)|fiestas (?:decembrinas|patrias|patronales|navidenas|de fin de ano)|puentes? (?:vacacional|escolar|largo|de (?:febrero|marzo|mayo|septiembre|noviembre))\w*",
            r"fin(?:es)? (?:de|del) (?:curso|ciclo|ano escolar)|regreso a clases|inicio de(?:l)? (?:curso|ciclo|clases)",
        ),
        preguntas=(r"vacaciones", r"calendario",),
    ),
    DefinicionCausa(
        "participacion", "baja participación", "menos",
        (
            r"(?:baja|poca|escasa|nula|menor|falta de|reducida|minima|insuficiente|sin|ausencia de|disminuyo la|disminucion (?:de|en) la) "
            r"(?:la )?(?:participaci\w+|asistencia|afluencia|respuesta|convocatoria|concurrencia|inscripci\w+|demanda|interes|audiencia|"
            r"presencia (?:de|del) (?:publico|ciudadan\w+|usuarios))",
            r"(?:falta|ausencia|desinteres|apatia|inasistencia|poco interes|disminucion|menor numero|pocos?|pocas?) (?:de|del|por parte de|entre|en el numero de)? ?"
            r"(?:l[ao]s? |el )?(?:interes|publico|asistentes|participantes|inscritos|solicit\w+|ciudadan\w+|usuari[oa]s|beneficiari[oa]s|alumn[oa]s|"
            r"visitantes|poblacion|interesad[oa]s|comunidad|quorum)",
            r"(?:inscrib|acud|asist|particip)\w+ (?:muy |tan |bastante )?(?:poc[oa]s\b|poc[oa] (?:gente|publico|poblacion))|(?:declin|rechaz|rehus|desist)\w+ (?:de )?(?:participar|asistir|inscribirse|su participacion|la invitacion|el (?:curso|taller|apoyo))",
            r"publico (?:muy |mas )?(?:reducido|limitado|escaso)",
            _PUBLICO + r"(?: \w+){0,4} no (?:se )?(?:acud|asist|particip|inscrib|present|llego|llegaron|respond|complet|mostr|quis|acept|interes|solicit|reun)\w*",
            r"(?:poc[oa]s?|menos|escas[oa]s?|menor (?:numero|cantidad) de|ningun) (?:\w+ )?" + _PUBLICO + r"(?: (?:se )?(?:inscrib|acud|asist|particip|solicit|present|interes|respond|lleg)\w+| (?:de|que) (?:l[oa]s? )\w+)",
            r"(?:inscrib|acud|asist|particip|solicit|present|lleg)\w+ (?:menos|poc[oa]s?|menor numero de) (?:\w+ )?" + _PUBLICO,
            r"no (?:se )?(?:complet|junt|reun|integr|llen|alcanz)\w+ (?:el |la |los )?(?:cupo|grupo|quorum|numero minimo|minimo|matricula)|(?:grupo|cupo|quorum|aforo minimo|matricula)(?: \w+){0,3} no (?:se )?(?:complet|junt|reun|integr|llen|cubr|alcanz)\w+",
            r"desercion|apatia|desinteres|sin interes|(?:no mostr|no manifest|perdi)\w+ (?:el )?interes",
            r"(?:disminuy\w+|redujo|redujeron|bajo|bajaron) (?:el numero(?! de (?:l[ao]s )?" + _PERSONAL + r")|la cantidad|las solicitudes|la demanda|la asistencia|la afluencia|la participacion|la matricula)"
            r"(?: de (?:las |los )?\w+)?",
            r"no (?:solicitaron|asistieron|acudieron|se inscribieron|respondieron|completaron su expediente)",
            r"(?:no (?:hubo|asistier\w+|acudier\w+|se present\w+|se inscribier\w+|se registrar\w+|se recibier\w+|existi\w+)) (?:l[ao]s? |suficientes? |el |mas )*"
            r"(?:interes\w*|publico|asistent\w+|participa\w+|inscri\w+|solicitud\w*|ciudadan\w+|usuari\w+|alumn\w+|demanda|quorum|convocados|postulant\w+)",
            r"(?:participaci\w+|asistencia|afluencia) (?:fue )?(?:baja|escasa|nula|menor|reducida|limitada|minima)",
        ),
        preguntas=(r"participaci\w+", r"asistencia", r"afluencia", r"falta de interes"),
    ),
    DefinicionCausa(
        "demanda", "mayor demanda", "mas",
        (
            r"(?:mayor|alta|gran|mucha|buena|creciente|amplia|excelente|aumento (?:de|en) (?:la )?|incremento (?:de|en) (?:la )?|aumento la |incremento la )"
            r" ?(?:demanda|participaci\w+|asistencia|afluencia|respuesta|interes|aceptacion|solicitud\w*|concurrencia|convocatoria|audiencia)(?! (?:a |de |tuvo )?(?:la|una|las|esta) (?:campana|difusion|publicidad|publicacion))",
            r"(?:mayor(?:es)?|mas|aument\w+|increment\w+|gran|alto|elevado)(?: (?:en|de|el|la|los|las|del|un|numero|cantidad|cifra|flujo))* (?:solicit\w+|"
            r"peticion\w*|visitantes|asistentes|usuari[oa]s|participantes|inscri\w+|beneficia\w+|alumn[oa]s|ciudadan\w+|publico|turistas|personas atendidas|"
            r"poblacion atendida|tramites|reportes ciudadanos|servicios solicitados)",
            rf"(?:{_PUBLICO}|{_ORGANISMOS})(?: (?!no\b|nunca\b|tampoco\b|dejaron\b)\w+){{0,4}} (?:pid|solicit|requir|demand)\w+ (?:(?:(?:a|de|l[oa]s|otr[oa]s|vari[oa]s|nuev[oa]s|much[oa]s|un[oa]?s?|dos|tres|cuatro|cinco|\d+|mas) )*{_SERVICIOS}|(?:\w+ )?(?:mas|adicional(?:es)?|extras?)\b)",
            r"(?:pid|solicit|requir)(?:io|ieron|o|aron) (?:\w+ ){1,3}(?:mas|adicional(?:es)?|extras?)\b",
            r"(?:crec|aument|increment|subi|hubo|se recib|se report)\w* (?:(?:en|de|el|la|los|las|numero|cantidad|mas) )*(?<=mas )(?:llamadas|reportes|emergencias|denuncias|consultas|quejas)|(?:crec|aument|increment|subi)\w+ (?:(?:en|de|el|la|los|las) )*(?:numero|cantidad) de (?:las? |los? )?(?:llamadas|reportes|emergencias|denuncias|consultas|quejas|solicitudes|visitantes|usuari[oa]s)",
            r"demanda(?: \w+){0,6} (?:mayor|superior|por encima) (?:a|que|de)",
            r"flujo de (?:visitantes|usuarios|personas|publico)",
            r"(?:la )?demanda(?: \w+){0,5} (?:crecio|aumento|se incremento|se duplico|rebaso|supero|permitio|hizo posible|obligo a)|(?:crecio|crecieron|elevo|elevaron|multiplico|atrajo|atrajeron)"
            r"(?: \w+){0,4} (?:demanda|solicitudes|visitantes|asistentes|asistencia|usuari[oa]s|personas|participantes|ciudadan[oa]s|publico|entregas)",
            r"(?:acud|asist|lleg|particip|inscrib|solicit|visit)\w+ (?:\w+ )?(?:mas|mayor numero de|un mayor numero de|el doble de) (?:de )?" + _PUBLICO + r"|" + _PUBLICO + r"(?: \w+){0,3} (?:pid|solicit|requir|demand)\w+ (?:mas|mayor|un mayor)\b",
            r"(?:matricula|asistencia|afluencia|inscripci\w+)(?: \w+){0,3} (?:se )?(?:crec|aument|increment|super|rebas|duplic)\w+|sobredemanda|sobrecupo|temporada alta",
            r"a (?:peticion|solicitud) de(?:l| la| las| los)? \w+",
            r"(?:debido a|por|ante|derivado de|dada|a causa de|gracias a|con motivo de) (?:la |las |el |los )(?:demanda|solicitud\w*|peticion\w*|interes|aceptacion)",
            r"(?:se )?(?:recib\w+|atendi\w+|present\w+) (?:mas|mayor\w*|un mayor numero de) (?:solicit\w+|peticion\w*|usuari\w+|personas|visit\w+)",
        ),
        preguntas=(r"(?:mas |mayor )?demanda", r"solicitudes"),
    ),
    DefinicionCausa(
        "formato_digital", "formato digital", "ninguna",
        (
            r"redes sociales", r"(?:modalidad|formato|manera|forma|plataformas?|medios?|sesion(?:es)?|eventos?|actividades|talleres|cursos|via|ambiente|"
            r"entorno|esquema|transmision(?:es)?)(?: \w+)? (?:virtual(?:es|mente)?|digital(?:es)?|en linea|online|a distancia|electronic[oa]s?|remot[oa]s?)",
            r"plataformas? (?:de internet|web|virtual|digital|tecnologic|en linea|educativa|electronic|municipal en linea|zoom|teams|meet)\w*", r"(?:de manera |de forma )?virtual(?:mente|es)?\b",
            r"(?:por|mediante|via|a traves de|en) (?:l[ao]s? )?(?:redes\b|internet|portal(?: web| electronico)?|aplicacion(?: movil)?\b|correo electronico)",
            r"en linea\b|en vivo\b|via (?:zoom|internet|remota|streaming)|facebook|youtube|instagram|tiktok|whatsapp|zoom\b|google meet|streaming|webinars?",
            r"videollamadas?|videoconferencias?|mensajeria(?: digital)?|medios? (?:digital|electronic|virtual)\w*|herramientas? (?:digital|tecnologic|virtual)\w*|pagina (?:de facebook|web|de internet)|home office|"
            r"trabajo (?:en casa|remoto)|teletrabajo",
        ),
        preguntas=(r"digital\w*", r"internet", r"redes"),
        fija=True,
    ),
    DefinicionCausa(
        "captura", "error de captura", "ninguna",
        (
            r"error(?:es)? (?:involuntari[oa]s? )?(?:de|en|al|en la) (?:la |el )?(?:captura\w*|registro|digitacion|transcripcion|dedo|calculo|reporte|reportar|"
            r"conteo|informacion|dato|sistema|planeacion|programacion|suma)",
            r"doble (?:conteo|registro|captura)|duplicidad (?:de|en)|omision (?:en|de|del) (?:el |la |los )?(?:registro|captura|reporte)|(?:dato|cifra|numero|avance|informacion)s?(?: \w+){0,4} (?:se )?(?:report|captur|registr|anot|inform)\w+ (?:mal|por error|equivocad\w+|incorrect\w+|errone\w+|de (?:manera|forma) (?:errone|incorrect|equivocad)\w+)",
            r"(?:se )?captur\w+ (?:de manera |de forma )?(?:erronea|incorrect|equivocad|por error|mal)\w*|mal captur\w+|dato (?:erroneo|incorrecto|equivocado)|"
            r"error (?:involuntario|humano|tipografico)|(?:se )?(?:omitio|duplico) (?:en )?(?:la captura|el registro)",
        ),
        preguntas=(r"captura", r"errores"),
    ),
    DefinicionCausa("otra", "otra causa", "menos", ()),
)  # fmt: skip
