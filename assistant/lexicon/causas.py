"""Causes, as people ask for them (observations have their own in ``index.taxonomia``)."""

from __future__ import annotations

from assistant.lexicon.entradas import Entrada, grupo
from index.textos import plegar

#: What is lacking, by the cause that its lack is.
_DINERO = r"(?:(?:disponibilidad|suficiencia|ampliacion(?:es)?|apoyos?|fondos|partidas?|recursos?(?! humanos)) (?:presupuest\w+|economic\w+|financier\w+|de (?:recursos|fondos))|presupuestos?|recursos?(?! humanos)|dinero|lana|fondos|liquidez|suficiencia|solvencia|financiamiento|partidas?|ministracion(?:es)?)"
_PERSONAL = r"(?:personal(?: (?:suficiente|operativo|capacitado|tecnico|docente|administrativo|medico))?|plantilla|recursos humanos|trabajador(?:es|as)|emplead[oa]s|maestr[oa]s|docentes|instructor(?:es|as)?|promotor(?:es|as)?|bibliotecari[oa]s|medic[oa]s|psicolog[oa]s|chofer(?:es)?|operador(?:es)?|inspector(?:es|as)?|verificador(?:es|as)?|terapeutas?|abogad[oa]s?|bomber[oa]s|paramedic[oa]s|enfermer[oa]s|policias|cuadrillas?|talleristas?|gente (?:para|que) \w+|quien(?:es)?(?: l[oa]s?)? \w+)"
_EQUIPO = r"(?:vehiculos?|equipos?(?: de (?:computo|sonido|transporte|oficina|trabajo))?|maquinaria|maquinas?|transportes?|combustible|gasolina|diesel|camion(?:es|etas?)?|camionetas?|herramientas?|patrullas?|ambulancias?|pipas?|gruas?|bombas?|(?:retro)?excavadoras?|revolvedoras?|bacheadoras?|internet|luz|energia(?: electrica)?)"
_INSUMOS = r"(?:material(?:es)?|insumos|refacciones|suministros?|contratos?|proveedor(?:es)?|licitacion(?:es)?|adquisicion(?:es)?|convenios?)"
_PUBLICO = r"(?:(?:padres de familia|gente|poblacion|ciudadania|ciudadan[oa]s|vecin[oa]s|comunidad|publico|usuari[oa]s|alumn[oa]s|beneficiari[oa]s|asistentes|participantes|interesad[oa]s|inscrit[oa]s|solicitantes|prestador(?:es|as)|productor(?:es|as)|jovenes))"
_ASISTENCIA = r"(?:(?:participacion|asistencia|afluencia|respuesta|convocatoria|inscripcion(?:es)?|interes|demanda de usuarios)(?: (?:(?:de |del |de la |de los |de las )" + _PUBLICO + r"|ciudadana|social|vecinal))?|quorum|" + _PUBLICO + ")"
#: "Falta de", "sin", "por no tener", "carecer de": before what was lacking.
_FALTA = (
    r"(?:(?:falta|insuficiencia|carencia|escasez|ausencia|limitacion(?:es)?|reduccion(?:es)?|recortes?|agotamiento|retrasos?|demoras?) (?:(?:de|del|en|el|la|los|las|al|con|suficientes?) )+"
    r"|(?:sin(?: (?:tener|contar con|disponer de))?|no (?:tener|contar con|disponer de|haber(?:se)?(?: (?:tenido|contado con|habido))?|hubo|habia|hay|tenian?|tuvieron|tuvo|se (?:tuvo|tenia|conto con|contaba con|dispuso de)|conto con|contaban? con|contaron con)|carec(?:er|ieron|ia|ian|en?) de) (?:(?:el|la|los|las|suficientes?|mas) )*)"
)
_ARTICULO = r"(?:(?:el|la|los|las|un|una|su|sus|del|de|al) )*"

#: "Faltó", "hizo falta": the same as a verb.
_FALTO = r"(?:falt(?:o|aron|aba|aban)|(?:hizo|hicieron|hacia|hacian) falta) (?:(?:el|la|los|las|un|una|algun|alguna|suficientes?|mas) )*"
#: Who asks for more of what is done.
_QUIENES = r"(?:(?:la |el |los |las |un |una |unos |unas |varias |varios |otras |otros |mas |muchas |muchos )?(?:gente|publico|poblacion|ciudadania|ciudadan[oa]s|vecin[oa]s|comunidad(?:es)?|usuari[oa]s|familias|mujeres|jovenes|personas|empresas?|comercios|negocios|escuelas?|planteles|instituciones|dependencias|organizaciones|asociaciones|colonias|ejidos|hoteler[oa]s|productor(?:es|as)|maquiladoras?))"
#: A cause as the lack of something, or as what happened to it.
_CARENCIAS = (
    *grupo("causa", "presupuesto", _FALTA + _DINERO, _FALTO + _DINERO, r"(?:no|nunca) <aux>(?:(?:haber(?:se|les|le)? )?(?:alcanz|lleg|liber|autoriz|ministr|aprob|asign|recib|radic|deposit|entreg)\w+)(?: a tiempo)? " + _ARTICULO + _DINERO,
        _DINERO + r" (?:que )?(?:no|nunca) <aux>(?:alcanz|lleg|liber|autoriz|ministr|aprob|asign|recib|bast|fluy)\w+(?: a tiempo)?", r"(?:se )?(?:agot|acab|termin|recort|reduj|disminuy|congel)(?:o|aron|eron) " + _ARTICULO + _DINERO,
        _DINERO + r" (?:insuficientes?|recortad[oa]s?|reducid[oa]s?|limitad[oa]s?|escas[oa]s?|agotad[oa]s?)", r"(?:motivos?|razon(?:es)?|temas?|causas?|cuestion(?:es)?|limitantes?|ajustes?|problemas?|situacion(?:es)?|recortes?|restriccion(?:es)?|dificultad(?:es)?) (?:de )?(?:indole |orden |tipo |caracter )?(?:presupuest\w+|economic[oa]s?|financier[oa]s?|dinero)", r"(?:medidas de )?austeridad"),
    *grupo("causa", "personal", _FALTA + _PERSONAL, _FALTO + rf"(?:{_PERSONAL}|gente)(?= |$)", r"(?:rotacion|bajas?|cambios?|movimientos?|renuncias?|licencias?|incapacidad(?:es)?|ausentismo|jubilacion(?:es)?|despidos?|vacantes?) (?:de|del|en|entre) " + _ARTICULO + _PERSONAL, r"plazas? (?:vacantes?|sin cubrir|desocupadas?)", r"(?:el )?personal (?:que )?(?:renunci|insuficient|se enferm|se jubil|incomplet)\w+"),
    *grupo("causa", "equipo", _FALTA + _EQUIPO, _FALTO + _EQUIPO, r"(?:se (?:le[s]? )?)?(?:descompus|descompon|averi|quem|fall)\w+ " + _ARTICULO + _EQUIPO, r"(?:" + _EQUIPO + r"|unidades) (?:que )?(?:se )?(?:(?:estaban?|estuvieron|estuvo|fueron) )?(?:descompu\w+|averiad\w+|fall\w+|parad[oa]s|en (?:el )?(?:taller|reparacion)|en mal estado)", r"fallas? (?:(?:mecanicas?|tecnicas?|electricas?) )?(?:de|del|en) " + _ARTICULO + _EQUIPO),
    *grupo("causa", "contratacion", _FALTA + _INSUMOS, r"(?:no )?(?:haber(?:se)?|se) (?:firm|formaliz|adjudic|renov|suscrib)\w+ (?:tarde )?" + _ARTICULO + r"(?:contratos?|convenios?|compras?)", r"incumplimientos? (?:por parte )?(?:de|del) " + _ARTICULO + r"(?:proveedor(?:es)?|contratistas?|empresas?)",
        r"(?:retrasos?|demoras?|tardanza|atrasos?) (?:en|de|con) " + _ARTICULO + r"(?:compras?|adquisicion(?:es)?|entrega|licitacion(?:es)?|contratacion(?:es)?|suministro)(?: (?:de|del|de los|de las) (?:" + _INSUMOS + r"|equipos?|bienes))?", r"desabasto(?: (?:de|en) \w+)?"),
    *grupo("causa", "participacion", _FALTA + _ASISTENCIA, r"(?:(?:muy |tan )?(?:baj[oa]|poc[oa]s?|escas[oa]s?|reducid[oa]|menor|nul[oa]|contad[oa]s)) " + _ASISTENCIA, r"(?:se )?(?:inscrib|apunt|anot|particip|asist|acud)(?:ieron|io|aron|o|en) (?:muy |tan )?poc[oa]s(?: " + _PUBLICO + r")?", _PUBLICO + r" no <aux>(?:particip|acud|asist|respond|inscrib|inscrib|lleg|quis|interes|solicit)\w+", r"no <aux>(?:particip|acud|asist|respond|inscrib|lleg|interes)\w+ " + _ARTICULO + _PUBLICO, r"(?:desinteres|apatia)(?: (?:de |del |de la |de los )" + _PUBLICO + r")?"),
    *grupo("causa", "clima", r"llovi(?:o|eron|a)(?: (?:mucho|demasiado))?", r"(?:altas|bajas|extremas) temperaturas", r"fenomenos? climat\w+", r"(?:ola de )?calor(?: extremo| intenso)?"),
    *grupo("causa", "reprogramacion", r"cambios? (?:de|en) (?:las? |los? |el )?(?:fechas?|programacion|calendario)", r"(?:se )?(?:dej|pas|mov|recorr|traslad|transfir|cambi)(?:o|io|aron|ieron|ad[oa]s?|id[oa]s?) (?:para |al? )(?:el |la )?(?:(?:siguiente|proxim[oa]|otr[oa]) (?:ano|ejercicio|trimestre|semestre)|(?:ano|ejercicio|trimestre|semestre) (?:siguiente|proximo|posterior|entrante|que viene))", r"se recorr(?:io|ieron)(?= |$)"),
    *grupo("causa", "instruccion_superior", r"(?:decision(?:es)?|acuerdos?|orden(?:es)?|disposicion(?:es)?|determinacion(?:es)?|indicacion(?:es)?) (?:de|del|de la|de el) (?:presidencia|presidente|presidenta|alcald\w+|cabildo|ayuntamiento|superior\w*|tesoreria|gobierno)(?: municipal)?"),
)  # fmt: skip

#: What may lead to a cause, and, but for a medium of work, to its lack.
_ASUNTO = r"(?:por )?(?:problemas?|cuestion(?:es)?|temas?|dificultad(?:es)?|asuntos?|complicacion(?:es)?|contratiempos?|trabas?|retrasos?|demoras?|tardanza|fallas?|lios?) (?:de|del|con|en|por|para|relacionad\w+ con|derivad\w+ de)"
_NO_HUBO = r"no (?:hubo|habia|se (?:conto|tuvo|contaba|tenia)(?: con)?|llegaron|llego|entrego|entregaron)|por falta de|falta de|hubo"


def _anunciada(e: Entrada) -> Entrada:
    """A cause with the words that lead to it."""
    previas = _ASUNTO if e.valor == "formato_digital" else f"{_ASUNTO}|{_NO_HUBO}"
    return Entrada(e.tipo, e.valor, f"(?:(?:{previas}) (?:el |la |los |las )?)?(?:{e.patron})", 1.1)


CAUSAS = tuple(_anunciada(e) for e in (
    *_CARENCIAS,
    *grupo("causa", "covid", r"(?:el |la )?(?:virus (?:del )?)?(?:covid|coronavirus|pandemia|sars ?cov\w*|cuarentena|contingencia|confinamiento|distanciamiento(?: social)?|encierro|emergencia sanitaria|crisis sanitaria|restricciones sanitarias|medidas sanitarias|semaforo epidemiologico|pandemic|epidemia|aforos?)(?: (?:de |por )?(?:la |el )?(?:mundial|sanitaria|covid|coronavirus|de salud))*", r"cierre (?:obligado |obligatorio )?de (?:los )?espacios(?: publicos)?(?: por covid)?"),
    *grupo("causa", "reprogramacion", r"reprogram\w+", r"recalendariz\w+", r"(?:se )?(?:pospus\w+|pospon\w+|posterg\w+|aplaz\w+|difer(?:id[oa]s?|imiento))", r"cambios? de (?:fecha|programacion)"),
    *grupo("causa", "instruccion_superior", r"instruccion(?:es)?(?: (?:superior(?:es)?|de (?:la )?(?:presidencia|alcald\w+|superior\w*|presidente|presidenta)(?: municipal)?|presidencial\w*))", r"por instruccion(?:es)?(?: de)?", r"orden(?:es)? (?:superior(?:es)?|de (?:arriba|presidencia(?: municipal)?))", r"decision (?:superior|de presidencia)"),
    *grupo("causa", "presupuesto", r"(?:la )?(?:falta|insuficiencia|recorte|carencia|limitacion|reduccion|ausencia|problemas?|escasez)(?:es|s)? (?:de |del |en el |al |en )?(?:presupuest\w+|recursos?(?: (?:economicos|financieros))?|dinero|fondos|liquidez|economic\w+)", r"(?:motivos?|razones|temas?|causas?|cuestion(?:es)?) presupuest\w+", r"(?:falto|faltaba|hizo falta|se acabo|no <aux>alcanzo) (?:el |los |las )?(?:dinero|recursos?|presupuesto|fondos)", r"(?<=ni a )(?:el )?presupuesto(?= |$)", r"(?<=ni por )(?:el )?presupuesto(?= |$)", r"por (?:el )?presupuesto", r"insuficiencia presupuest\w+", r"recortes?", r"presupuestales|presupuestari[oa]s", r"lack of (?:budget|money|funds)", r"no <aux>(?:hubo|habia|tuv\w+) (?:presupuesto|dinero|recursos)"),
    *grupo("causa", "contratacion", r"(?:la |una )?licitacion(?:es)?(?: (?:qued\w+ |se declar\w+ |fue |declarad\w+ )?desiertas?)?", r"contratacion(?:es)?", r"contrat(?:os?|ista|istas)", r"proveedor(?:es)?", r"adquisicion(?:es)?", r"retras\w+ (?:en|de) (?:la )?(?:compras?|licitacion\w*|contratacion\w*)", r"proceso de compra"),
    *grupo("causa", "personal", r"(?:falta|carencia|rotacion|baja|cambio|ausencia|escasez|vacante|insuficiencia|incapacidad|movimiento|renuncia)s? (?:de |del |en el )?personal", r"por (?:el |temas? de |cuestion(?:es)? de |problemas? de )?personal", r"personal(?= |$)", r"(?:falta de|no tener|no haber|sin|falto|no habia|no hubo) (?:gente|personal)(?: suficiente)?", r"gente suficiente", r"jubilacion(?:es)?(?= |$)", r"bajas(?= |$)", r"vacantes?", r"renuncias?", r"incapacidades", r"lack of staff|staff(?:ing)?"),
    *grupo("causa", "equipo", r"(?:falta|falla|descompostura|averia|carencia)s? (?:de |del |en el |en los )?(?:vehiculos?|equipos?|maquinaria|unidades|transporte|combustible|gasolina|camion(?:es)?)", r"(?:vehiculos?|equipos?|unidades|maquinaria|camion(?:es)?) (?:descompuest\w+|averiad\w+|en reparacion|en taller|en mal estado)", r"descompost\w+", r"fallas? mecanicas?|averias?", r"fallas? (?:de|en) (?:la )?maquinaria", r"maquinaria(?= |$)"),
    *grupo("causa", "clima", r"(?:el |por |mal )?clima(?:tologic\w+|tic\w+)?", r"lluvias?", r"huracan(?:es)?", r"tormentas?(?: tropical(?:es)?)?", r"ciclon(?:es)?", r"inundacion(?:es)?", r"sequias?", r"mal tiempo", r"condiciones (?:climat\w+|meteorolog\w+|del tiempo)", r"temporal(?: de lluvias)?", r"weather", r"heladas?|granizo|fenomenos? (?:meteorologicos?|naturales)"),
    *grupo("causa", "veda_electoral", r"veda(?: electoral)?", r"(?:proceso|periodo|jornada|campana)s? electoral(?:es)?", r"elecciones|comicios|votaciones", r"electoral(?:es)?"),
    *grupo("causa", "calendario", r"vacaciones", r"(?:periodo )?vacacional(?:es)?", r"(?:ciclo|calendario) escolar", r"receso(?: escolar)?", r"dias (?:inhabiles|festivos)|asuetos?|puentes (?:vacacionales|largos)|dias feriados", r"(?:el |los |un )?(?:paros?|huelgas?|movimientos?) (?:de (?:l[oa]s )?(?:maestr[oa]s|docentes|profesor(?:es|as)|magisterio)|magisterial(?:es)?)", r"suspension de (?:clases|labores escolares)"),
    *grupo("causa", "participacion", r"(?:baja|poca|falta de|escasa|reducida|menor|nula) (?:participacion|asistencia|afluencia|respuesta|convocatoria|inscripcion)(?: (?:de la (?:gente|poblacion|ciudadania|comunidad)|ciudadana|del publico|social))?", r"public\w+ (?:muy )?reducid\w+", r"poco publico", r"ausentismo", r"desinteres|falta de interes(?: de la (?:gente|poblacion|comunidad))?", r"por (?:la )?participacion"),
    *grupo("causa", "demanda", rf"(?:{_QUIENES} (?:(?:o|u|y|e) {_QUIENES} )*)?(?:pid|solicit|requir|requiri|demand)(?:io|ieron|o|aron|ia|ian|aba|aban) (?:much[oa]s? )?mas(?: (?:servicios?|apoyos?|cursos|talleres|platicas|asesorias|capacitaciones|atenciones|tramites|eventos))?(?= |$)(?! (?:de|del|que) )", r"(?:crec|aument|increment|subi|hubo|mayor(?:es)?)\w* (?:(?:de|en|el|la|los|las|mas|numero|cantidad) )*(?:demanda|solicitudes|peticiones|llamadas|reportes)(?: (?:de|del|de la|de los|de las) (?:gente|publico|poblacion|ciudadania|ciudadan[oa]s|empresas|vecin[oa]s|escuelas|usuari[oa]s))?(?= |$)", r"(?:la )?(?:demanda|solicitudes) (?:crecio|crecieron|aumento|aumentaron|subio|subieron)"),
    *grupo("causa", "demanda", r"(?:(?:a|de) )?(?:que )?(?:se )?(?:aument|crec|subi|sub|increment|dispar|elev|multiplic)(?:o|io|aron|ieron) (?:mucho )?(?:l[ao]s? )?(?:(?:numero|cantidad) de )?(?:solicitudes|peticiones|demandas?|llamadas|reportes ciudadanos|usuari[oa]s|afluencia)(?: (?:o|y) (?:l[ao]s? )?(?:solicitudes|peticiones|demanda|llamadas|afluencia))?", r"(?:(?:por|porque|ante|debido a)(?: \w+)?|hubo|habia) (?:mas|mayores|mayor numero de|mayor cantidad de) (?:solicitudes|peticiones|visitantes|usuarios|publico|gente)", r"(?:mayor |alta |mas |aumento (?:de|en) (?:la )?|incremento (?:de|en) (?:la )?|por (?:la )?|gran |creciente |la )(?:demanda|afluencia)(?: (?:ciudadana|de la (?:gente|comunidad|poblacion|ciudadania)))?", r"demanda"),
    *grupo("causa", "formato_digital", r"(?:(?:a |por |en |de )?(?:los |las |el |la |uso de |formatos? |medios? |plataformas? |modalidad |actividades |eventos |herramientas? |canales )*(?:digital(?:es)?|virtual(?:es)?|en linea|online|redes(?: sociales)?|internet|facebook|a distancia))(?: (?:o|y|e|u) (?:a |por |en )?(?:los |las |la |el )?(?:medios? |plataformas? |formatos? )?(?:digital(?:es)?|virtual(?:es)?|en linea|redes(?: sociales)?|internet|facebook))*", r"plataformas?", r"virtualidad|digitalizacion", r"social (?:media|networks)"),
    *grupo("causa", "captura", r"(?:un )?error(?:es)? (?:de|en la|en el) (?:captura|registro|transcripcion|digitacion)(?: de datos)?", r"mala captura"),
))  # fmt: skip

#: A cause that was told before: "… por esa causa", "por dicho motivo".
CAUSAS_SENALADAS = (Entrada("esa_causa", True, r"(?:por |debido a |a consecuencia de )(?:esa|ese|dicha|dicho|tal|esta|este|aquella) (?:causa|motivo|razon)(?= |$)", 1.3),)

#: How each cause is called in an answer.
ETIQUETAS_CAUSA = {
    "covid": "COVID-19", "reprogramacion": "reprogramación", "instruccion_superior": "instrucción superior", "presupuesto": "falta de presupuesto",
    "contratacion": "contratación o licitación", "personal": "personal", "equipo": "equipo o vehículos", "clima": "clima",
    "veda_electoral": "veda electoral", "calendario": "calendario", "participacion": "baja participación", "demanda": "mayor demanda",
    "formato_digital": "formato digital", "captura": "error de captura", "otra": "otra causa",
}  # fmt: skip

#: Nouns that name a cause after another one ("falta de personal o *vehículos*"), in the singular.
NOMBRES_DE_CAUSA = {
    p: causa
    for causa, nombres in {
        "presupuesto": "presupuesto recurso dinero fondo liquidez suficiencia", "equipo": "equipo vehiculo maquinaria maquina camioneta ambulancia grua pipa transporte camion herramienta combustible unidad patrulla",
        "personal": "personal plantilla vacante renuncia instructor", "contratacion": "contrato licitacion proveedor compra adquisicion contratista contratacion",
        "clima": "lluvia clima viento frio calor huracan", "demanda": "demanda solicitud peticion", "participacion": "participacion asistencia interes",
    }.items()
    for p in nombres.split()
}  # fmt: skip

#: "por equipo o vehículos": a cause by the name that answers give it.
CAUSAS_POR_NOMBRE = tuple(
    Entrada("causa", causa, r"(?:por|debido a|a causa de(?:l)?) (?:el |la )?" + plegar(nombre).replace("-", " ").replace(" 19", ""), 0.85) for causa, nombre in ETIQUETAS_CAUSA.items()
)
