"""Causes, as people ask for them (observations have their own taxonomy in ``index.causas``)."""

from __future__ import annotations

from assistant.lexicon.entradas import Entrada, grupo
from index.textos import plegar

CAUSAS = tuple(Entrada(e.tipo, e.valor, r"(?:(?:(?:por )?(?:problemas?|cuestion(?:es)?|temas?|dificultad(?:es)?|asuntos?|complicacion(?:es)?|contratiempos?|trabas?|retrasos?|demoras?|tardanza|fallas?|lios?) (?:de|del|con|en|por|para|relacionad\w+ con|derivad\w+ de)|no (?:hubo|habia|se (?:conto|tuvo|contaba|tenia)(?: con)?|llegaron|llego|entrego|entregaron)|por falta de|falta de|hubo) (?:el |la |los |las )?)?(?:" + e.patron + ")", 1.1) for e in (
    *grupo("causa", "covid", r"(?:el |la )?(?:virus (?:del )?)?(?:covid|coronavirus|pandemia|sars ?cov\w*|cuarentena|contingencia|confinamiento|distanciamiento(?: social)?|encierro|emergencia sanitaria|crisis sanitaria|restricciones sanitarias|medidas sanitarias|semaforo epidemiologico|pandemic|epidemia|aforos?)(?: (?:de |por )?(?:la |el )?(?:mundial|sanitaria|covid|coronavirus|de salud))*", r"cierre (?:obligado |obligatorio )?de (?:los )?espacios(?: publicos)?(?: por covid)?"),
    *grupo("causa", "reprogramacion", r"reprogram\w+", r"recalendariz\w+", r"(?:se )?(?:pospus\w+|pospon\w+|posterg\w+|aplaz\w+|difer(?:id[oa]s?|imiento))", r"cambios? de (?:fecha|programacion)"),
    *grupo("causa", "instruccion_superior", r"instruccion(?:es)?(?: (?:superior(?:es)?|de (?:la )?(?:presidencia|alcald\w+|superior\w*|presidente|presidenta)(?: municipal)?|presidencial\w*))", r"por instruccion(?:es)?(?: de)?", r"orden(?:es)? (?:superior(?:es)?|de (?:arriba|presidencia(?: municipal)?))", r"decision (?:superior|de presidencia)"),
    *grupo("causa", "presupuesto", r"(?:la )?(?:falta|insuficiencia|recorte|carencia|limitacion|reduccion|ausencia|problemas?|escasez)(?:es|s)? (?:de |del |en el |al |en )?(?:presupuest\w+|recursos?(?: (?:economicos|financieros))?|dinero|fondos|liquidez|economic\w+)", r"(?:motivos?|razones|temas?|causas?|cuestion(?:es)?) presupuest\w+", r"por (?:el )?presupuesto", r"insuficiencia presupuest\w+", r"recortes?", r"presupuestales|presupuestari[oa]s", r"lack of (?:budget|money|funds)", r"no <aux>(?:hubo|habia|tuv\w+) (?:presupuesto|dinero|recursos)"),
    *grupo("causa", "contratacion", r"(?:la |una )?licitacion(?:es)?(?: (?:qued\w+ |se declar\w+ |fue |declarad\w+ )?desiertas?)?", r"contratacion(?:es)?", r"contrat(?:os?|ista|istas)", r"proveedor(?:es)?", r"adquisicion(?:es)?", r"retras\w+ (?:en|de) (?:la )?(?:compras?|licitacion\w*|contratacion\w*)", r"proceso de compra"),
    *grupo("causa", "personal", r"(?:falta|carencia|rotacion|baja|cambio|ausencia|escasez|vacante|insuficiencia|incapacidad|movimiento|renuncia)s? (?:de |del |en el )?personal", r"por (?:el |temas? de |cuestion(?:es)? de |problemas? de )?personal", r"personal(?= |$)", r"bajas(?= |$)", r"vacantes?", r"renuncias?", r"incapacidades", r"lack of staff|staff(?:ing)?"),
    *grupo("causa", "equipo", r"(?:falta|falla|descompostura|averia|carencia)s? (?:de |del |en el |en los )?(?:vehiculos?|equipos?|maquinaria|unidades|transporte|combustible|gasolina|camion(?:es)?)", r"(?:vehiculos?|equipos?|unidades|maquinaria|camion(?:es)?) (?:descompuest\w+|averiad\w+|en reparacion|en taller|en mal estado)", r"descompost\w+", r"fallas? mecanicas?|averias?", r"fallas? (?:de|en) (?:la )?maquinaria", r"maquinaria(?= |$)"),
    *grupo("causa", "clima", r"(?:el |por |mal )?clima(?:tologic\w+|tic\w+)?", r"lluvias?", r"huracan(?:es)?", r"tormentas?(?: tropical(?:es)?)?", r"ciclon(?:es)?", r"inundacion(?:es)?", r"sequias?", r"mal tiempo", r"condiciones (?:climat\w+|meteorolog\w+|del tiempo)", r"temporal(?: de lluvias)?", r"weather", r"heladas?|granizo|fenomenos? (?:meteorologicos?|naturales)"),
    *grupo("causa", "veda_electoral", r"veda(?: electoral)?", r"(?:proceso|periodo|jornada|campana)s? electoral(?:es)?", r"elecciones", r"electoral(?:es)?"),
    *grupo("causa", "calendario", r"vacaciones", r"(?:periodo )?vacacional(?:es)?", r"(?:ciclo|calendario) escolar", r"receso(?: escolar)?", r"dias inhabiles|asuetos?"),
    *grupo("causa", "participacion", r"(?:baja|poca|falta de|escasa|reducida|menor|nula) (?:participacion|asistencia|afluencia|respuesta|convocatoria|inscripcion)(?: (?:de la (?:gente|poblacion|ciudadania|comunidad)|ciudadana|del publico|social))?", r"public\w+ (?:muy )?reducid\w+", r"poco publico", r"ausentismo", r"desinteres|falta de interes(?: de la (?:gente|poblacion|comunidad))?", r"por (?:la )?participacion"),
    *grupo("causa", "demanda", r"(?:(?:por|porque|ante|debido a)(?: \w+)?|hubo|habia) (?:mas|mayores|mayor numero de|mayor cantidad de) (?:solicitudes|peticiones|visitantes|usuarios|publico|gente)", r"(?:mayor |alta |mas |aumento (?:de|en) (?:la )?|incremento (?:de|en) (?:la )?|por (?:la )?|gran |creciente |la )(?:demanda|afluencia)(?: (?:ciudadana|de la (?:gente|comunidad|poblacion|ciudadania)))?", r"demanda"),
    *grupo("causa", "formato_digital", r"(?:(?:a |por |en |de )?(?:los |las |el |la |uso de |formatos? |medios? |plataformas? |modalidad |actividades |eventos |herramientas? |canales )*(?:digital(?:es)?|virtual(?:es)?|en linea|online|redes(?: sociales)?|internet|facebook|a distancia))(?: (?:o|y|e|u) (?:a |por |en )?(?:los |las |la |el )?(?:medios? |plataformas? |formatos? )?(?:digital(?:es)?|virtual(?:es)?|en linea|redes(?: sociales)?|internet|facebook))*", r"plataformas?", r"virtualidad|digitalizacion", r"social (?:media|networks)"),
    *grupo("causa", "captura", r"(?:un )?error(?:es)? (?:de|en la|en el) (?:captura|registro|transcripcion|digitacion)(?: de datos)?", r"mala captura"),
))  # fmt: skip

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
        "presupuesto": "presupuesto recurso dinero fondo liquidez suficiencia", "equipo": "equipo vehiculo maquinaria transporte camion herramienta combustible unidad patrulla",
        "personal": "personal plantilla vacante renuncia instructor", "contratacion": "contrato licitacion proveedor compra adquisicion contratista contratacion",
        "clima": "lluvia clima viento frio calor huracan", "demanda": "demanda solicitud peticion", "participacion": "participacion asistencia interes",
    }.items()
    for p in nombres.split()
}  # fmt: skip

#: "por equipo o vehículos": a cause by the name that answers give it.
CAUSAS_POR_NOMBRE = tuple(
    Entrada("causa", causa, r"(?:por|debido a|a causa de(?:l)?) (?:el |la )?" + plegar(nombre).replace("-", " ").replace(" 19", ""), 0.85) for causa, nombre in ETIQUETAS_CAUSA.items()
)
