# ruff: noqa: E501  (the tables of phrases read better whole)
"""Observations → causes, with the words that carry each one.

The taxonomy is data (``CAUSAS``): per cause, a label for people, the direction that it explains by itself, the phrases
that carry it, and those that carry it only in certain years (in 2020 a bare "contingencia" is the pandemic). Phrases are
regular expressions over the text folded one character for one (``textos.alinear``), so spans are of the original.

A mention is not yet a cause. What is denied ("no por falta de recursos") or conceded ("a pesar de la pandemia") is left
out; what is only the topic ("curso sobre el COVID") too; what is said without any wording of cause or of result has the
direction "ninguna". Direction follows the sentence's wording ("se rebasó …" → mas, "no se realizaron …" → menos).

Source: domain.md, "Causes".
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.poa import Causa, CausaHallada, Direccion
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


_FALTA = r"(?:falta|falto|faltaron|faltaba|hizo falta|hicieron falta|se carec\w+ de|carec\w+ de|escase\w+|carencia|escasez|insuficiencia|ausencia|reduccion|disminucion|limitacion(?:es)?|no (?:se )?(?:conto|contaba|cuenta|hubo|habia|tener|contar|tuvo|dispuso|disponia)) (?:con |de |del |en |el |la |los |las |suficientes? |mas |otros? ){0,3}"
_PERSONAL = r"(?:personal|recursos? humanos?|plantilla|trabajadores|empleados|instructor(?:es|as?)?|maestr[oa]s?|docentes|talleristas?|promotor(?:es|as?)?|bibliotecari[oa]s?|medicos?|operador(?:es)?|chofer(?:es)?|inspector(?:es|as?)?|brigadistas|instructor\w*|restaurador\w*|psicolog[oa]s?|asesor(?:es|as?)?|cuadrillas?|titular(?:es)?|encargad[oa]s?|responsables?)"
_VEHICULOS = r"(?:vehiculos?|unidad(?:es)? (?:vehicular(?:es)?|moviles?|de transporte)|transporte|camion(?:es|eta|etas)?|maquinaria|equipos?(?: de (?:computo|sonido|transporte))?|herramientas?|motoconformadora|barredoras?|patrullas?|ambulancias?)"

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
            r"(?:ajuste|modificacion) (?:de|a|en) (?:la |las )?(?:programacion|metas?|calendario)|se adelant\w+",
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
            r"acuerdo de cabildo|decision de (?:la )?(?:presidencia|administracion|superioridad|alcaldia)",
        ),
        preguntas=(r"instrucci\w+", r"ordenes? (?:superior\w*|de)"),
    ),
    DefinicionCausa(
        "presupuesto", "falta de presupuesto", "menos",
        (
            _FALTA + r"(?:presupuest\w+|recursos?(?! humanos?)(?: (?:financieros?|economicos?|materiales|presupuestal\w*|propios|"
            r"federales|estatales|municipales))?|fondos|suficiencia|liquidez|solvencia|ministraci\w+|partidas?|insumos|financiamiento)",
            r"(?:recorte|insuficiencia|reduccion|ajuste|austeridad|limitacion(?:es)?|restriccion(?:es)?|contencion|disminucion)s? "
            r"(?:presupuest\w+|financier\w+|economic\w+|del? (?:el )?(?:presupuesto|gasto|recursos?))",
            r"(?:medidas|politicas?|plan|programa) de austeridad|austeridad",
            r"sin (?:contar con )?(?:presupuesto|recursos?(?! humanos?)|suficiencia|fondos)\w*(?: (?:presupuestal|financier\w+|economic\w+))?",
            r"(?:no|ni) (?:se )?(?:autoriz|asign|libe?r|ministr|radic|recib|otorg|aprob|deposit)\w+ (?:a tiempo )?(?:el |los |la |las )?"
            r"(?:presupuest\w+|recursos?|ministraci\w+|fondos|suficiencia|partida)",
            r"(?:retraso|demora|atraso|falta)s? (?:en|de) (?:la |las |los |el )?(?:ministraci\w+|(?:liberacion|radicacion|entrega|asignacion)"
            r" de(?:l| los| la)? (?:recursos?|presupuesto|ministraci\w+|fondos))",
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
            r"licitaci\w+(?: (?:publica |se declaro |fue |quedo )?(?:desiert\w+))?|(?:declar\w+|qued\w+) desiert[oa]s?",
            r"no se (?:contrat|adjudic|adquiri|compr)\w+|(?:fabricante|distribuidor)(?:es)?|surti\w+ incomplet\w+|(?:la |el )?contrato(?: \w+){0,3} no se \w+",
            r"(?:contrato|convenio)(?: \w+){0,7} (?:vencio|expiro|caduco|concluyo|termino|se rescindio|se cancelo|no se (?:renov|firm|formaliz)\w+)",
            r"contratos?(?: \w+){0,6} (?:se (?:firm|formaliz|adjudic|suscrib)\w+ (?:hasta|tarde|con (?:retraso|demora)|a destiempo|el \d|en (?:el mes de )?(?:marzo|abril|mayo|junio|julio|agosto|"
            r"septiembre|octubre|noviembre|diciembre))|(?:segui\w*|sigue|continua\w*|esta\w*|permanec\w+|quedo) (?:en (?:revision|tramite|proceso|firma)|pendiente))",
            r"proveedor(?:es)?", r"(?:proceso|tramite|procedimiento)s? (?:de )?(?:contratacion|adquisicion|compra|adjudicacion|licitacion)\w*",
            r"(?:falta|retraso|demora|atraso|vencimiento|termino|firma|rescision|cancelacion)s? (?:de|en|del) (?:la |los |el )?(?:firma de |firma del "
            r")?(?:contrat\w+|convenio|adquisici\w+|compra|suministros?|entrega de (?:material\w*|insumos|equipo))",
            r"(?:contratista|empresa) (?:no |incumplio|se retraso)\w*|incumplimiento de(?:l)? (?:contrat\w+|proveedor)",
            r"falta de (?:material(?:es)?|refacciones|suministros?)|material(?:es)? no (?:fue|fueron|se) \w+",
        ),
        preguntas=(r"contrat\w+", r"compras", r"adquisici\w+"),
    ),
    DefinicionCausa(
        "personal", "falta o rotación de personal", "menos",
        (
            _FALTA + _PERSONAL, _PERSONAL + r"(?: \w+){0,4} (?:causo|causaron) baja", r"(?:renuncio|renunciaron)\b(?: al cargo)?",
            _PERSONAL + r"(?: \w+){0,3} (?:dejo|dejaron|abandono|abandonaron|operaron?|trabajo|trabajaron) (?:el (?:servicio|cargo|puesto)|incomplet\w+)",
            r"(?:psicologas|cuadrilla)(?: \w+){0,3} (?:dejaron|incompleta)",
            r"sin (?:contar con )?(?:el )?(?:personal|instructor|maestr[oa]|docente|tallerista)(?! (?:de|que|bibliotec))",
            r"(?:rotacion|cambio|baja|renuncia|jubilacion|despido|vacante|ausentismo|reduccion|recorte|licencia|permiso|vacaciones|contagio)s? "
            r"(?:de|del|en el|entre el) (?:el )?" + _PERSONAL,
            r"incapacidad(?:es)?(?: medicas?| por)?(?: del? \w+)?|plazas? vacantes?|vacantes?\b|puesto vacante",
            r"(?:por|ante|debido a|derivado de) (?:la |las |su |sus )?renuncias?(?: de(?:l)? \w+)?|renuncia de(?:l)? \w+|personal (?:insuficiente|reducido|incapacitado|de baja|de licencia|enfermo|en resguardo|vulnerable)",
            r"(?:cambio|relevo) de (?:titular|responsable|director|jef[ea]|administracion|encargad[oa])|paro (?:laboral|de labores)|huelga",
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
            r"(?:se )?descompus\w+|averiad\w+|descompuest\w+|en reparacion(?: mecanica)?|(?:fuera|salieron|salio) de servicio",
            r"(?:sistemas?|servidor(?:es)?|plataformas?|equipos?|red|paginas?)(?: \w+){0,5} (?:present|tuv|registr|sufri)\w+ (?:una |varias |constantes )?(?:fallas?|intermitencias?|caidas?|problemas tecnicos)",
            r"fallas? (?:mecanic|tecnic|electric)\w+|fallas? (?:en|de|del) (?:el |la |los |las )?(?:generador|sensor|motor|equipo|sistema|bomba|planta|red|"
            r"suministro|servidor|maquin|unidad)\w*|descompostura|vehiculos? descompuest\w+|sin (?:vehiculo|combustible|gasolina|equipo)\w*",
        ),
        preguntas=(r"vehiculos?", r"equipos?", r"maquinaria", r"combustible", r"descompostur\w+"),
    ),
    DefinicionCausa(
        "clima", "clima", "menos",
        (
            r"lluvias?(?: intensas?| atipicas?| torrenciales)?", r"huracan(?:es)?", r"tormentas?(?: tropical\w*)?", r"ciclon(?:es)?",
            r"inundaci\w+", r"(?:mal |malas |adversas )?condiciones (?:climat|climatolog|meteorolog|del clima|del tiempo)\w*(?: adversas)?",
            r"(?:mal|por el|debido al?) (?:clima|tiempo|mal tiempo|temporal)\b|inclemencias?(?: del (?:tiempo|clima))?", r"sequia",
            r"(?:altas|bajas|extremas) temperaturas|temperaturas? (?:extrem|alt|baj)\w+|ola de calor|frente frio|helad[ao]s|nevad[ao]s?",
            r"(?:fuertes )?vientos|fenomenos? (?:meteorolog|natural|climat|hidromet)\w+|contingencia (?:climat|meteorolog|ambiental|por lluvia)\w*"
            r"|ondas? de calor|sismos?|terremoto|climatic\w+|climatolog\w+",
        ),
        preguntas=(r"clima\b", r"mal tiempo"),
    ),
    DefinicionCausa(
        "veda_electoral", "veda electoral", "menos",
        (
            r"veda(?: electoral)?", r"(?:proceso|periodo|blindaje|calendario|jornada|tiempos?|ano|etapa|temporada) electoral\w*",
            r"elecciones|campanas? (?:electoral|politica)\w*|ley electoral|periodo de campanas",
        ),
        preguntas=(r"electoral\w*",),
    ),
    DefinicionCausa(
        "calendario", "vacaciones o calendario", "menos",
        (
            r"(?:periodo )?vacacion\w*", r"(?:ciclo|calendario|receso|ano|periodo) escolar\w*", r"receso(?: (?:de|escolar|administrativo)\w*)?",
            r"dias? (?:inhabil\w*|festivos?|feriados?|de asueto)|asueto|semana santa|temporada (?:baja|decembrina|navidena|vacacional)",
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
            r"publico (?:muy |mas )?(?:reducido|limitado|escaso)",
            r"(?:disminuy\w+|redujo|redujeron|bajo|bajaron) (?:el numero|la cantidad|las solicitudes|la demanda|la asistencia|la afluencia|la participacion|la matricula)"
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
            r" ?(?:demanda|participaci\w+|asistencia|afluencia|respuesta|interes|aceptacion|solicitud\w*|concurrencia|convocatoria|audiencia)",
            r"(?:mayor(?:es)?|mas|aument\w+|increment\w+|gran|alto|elevado)(?: (?:en|de|el|la|los|las|del|un|numero|cantidad|cifra|flujo))* (?:solicit\w+|"
            r"peticion\w*|visitantes|asistentes|usuari[oa]s|participantes|inscri\w+|beneficia\w+|alumn[oa]s|ciudadan\w+|publico|turistas|personas atendidas|"
            r"poblacion atendida|tramites|reportes ciudadanos|servicios solicitados)",
            r"demanda(?: \w+){0,6} (?:mayor|superior|por encima) (?:a|que|de)",
            r"flujo de (?:visitantes|usuarios|personas|publico)",
            r"(?:la )?demanda(?: \w+){0,5} (?:crecio|aumento|se incremento|se duplico|rebaso|supero|permitio|hizo posible|obligo a)|(?:crecio|crecieron|elevo|elevaron|multiplico|atrajo|atrajeron)"
            r"(?: \w+){0,4} (?:demanda|solicitudes|visitantes|asistentes|asistencia|usuari[oa]s|personas|participantes|ciudadan[oa]s|publico|entregas)",
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
            r"plataformas? (?:virtual|digital|tecnologic|en linea|educativa|zoom|teams|meet)\w*", r"(?:de manera |de forma )?virtual(?:mente|es)?\b",
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
            r"(?:se )?captur\w+ (?:de manera |de forma )?(?:erronea|incorrect|equivocad|por error|mal)\w*|mal captur\w+|dato (?:erroneo|incorrecto|equivocado)|"
            r"error (?:involuntario|humano|tipografico)|(?:se )?(?:omitio|duplico) (?:en )?(?:la captura|el registro)",
        ),
        preguntas=(r"captura", r"errores"),
    ),
    DefinicionCausa("otra", "otra causa", "menos", ()),
)  # fmt: skip

#: Wording of cause; what follows it is one, known or not ("otra").
_CONECTOR = re.compile(
    r"\b(?:debido (?:a|al)|derivad[oa]s? (?:de|del)|a causa (?:de|del)|por causas? (?:de|del)?|a raiz (?:de|del)|en virtud (?:de|del)|"
    r"con motivo (?:de|del)|por motivos? (?:de|del)|a consecuencia (?:de|del)|como (?:consecuencia|resultado) (?:de|del)|en razon (?:de|del)|"
    r"gracias (?:a|al)|toda vez que|ya que|puesto que|dado que|porque|pues\b|por (?:la |el )?(?:falta|cuestiones|problemas?|situaci)\w*|"
    r"(?:se )?(?:ocasion|origin|provoc|motiv|impid|imposibilit|afect)\w+|ante (?:la|el|los|las)|por (?:la|el|los|las)|por instruc\w+|obedece\w* a)"
)
_POR = re.compile(r"\bpor (?:el |la |los |las )?$")
_CONECTOR_FUERTE = re.compile(
    r"\b(?:debido (?:a|al)|derivad[oa]s? (?:de|del)|a causa (?:de|del)|por causas? (?:de|del)?|a raiz (?:de|del)|en virtud (?:de|del)|"
    r"por motivos? (?:de|del)|a consecuencia (?:de|del)|como consecuencia (?:de|del)|en razon (?:de|del)|toda vez que|ya que|puesto que|dado que|"
    r"porque|por falta de|por (?:cuestiones|problemas?) \w+)\s"
)
_MAS = re.compile(
    r"\b(?:rebas\w+|super(?:o|aron|ar|ando|ada|adas|ado|ados|amos)\b|sobrepas\w+|exced\w+|por encima de|aument(?:o|aron|ar|ando)\b|un aumento|"
    r"increment(?:o|aron|ar|ando)\b|mas (?:de|que) (?:lo|la|las|los) (?:\w+ )?(?:program|plane|previst|estimad|contemplad)\w*|adicional(?:es|mente)?|"
    r"mayor (?:avance|numero|cantidad|cobertura)|sobrecumpl\w+|extraordinari\w+|\w+ mas(?= que\b|[.,;]|$)|mas (?:de )?(?:personas|grupos|"
    r"solicitudes|usuarios|visitantes|eventos|incendios|entregas)|atraj\w+|crecio|crecieron|elevo|elevaron|multiplic\w+|permitio (?:atender|abrir|llegar|"
    r"capacitar|realizar)|se (?:anadi|agreg)\w+|suficientes? para \w+ \w+ mas)"
)
_MENOS = re.compile(
    r"\b(?:no se \w+|no \w+(?:aron|ieron)\b|no (?:se )?(?:\w+ )?(?:alcanz|logr|cumpl|realiz|llev|pud|concret|contempl|ejecut|efectu|impart|entreg|present|conclu|inici|aplic|atend|"
    r"otorg|program|particip|asist|permit|program|vio|acud|oper|abri|labor)\w*|no (?:fue|es|ha sido|era) (?:posible|factible|viable)|imposib\w+|cancel\w+|"
    r"suspend\w+|suspension|pospu\w+|aplaz\w+|posterg\w+|reprogram\w+|retras\w+|demor\w+|atras\w+|impid\w+|limit\w+|disminu\w+|reduj\w+|reducid\w+|"
    r"por debajo|menor\w*|cerr\w+|cierre|no hubo|no hay|quedaron? pendiente\w*|dejo de|dejaron de|incumpl\w+|afect\w+|sin poder|detuv\w+|parciales|parcialmente|desiert\w+|incomplet\w+|destruy\w+|dan(?:o|aron)\b|oblig\w+ a (?:detener|cancelar|suspender|posponer|cerrar)|acort\w+|"
    r"un \w+ menos|sin campanas|no fue autorizad\w|vacantes?|averiad\w+|descompuest\w+)"
)
_ARTICULOS = r"(?:(?:de|del|a|al|la|las|el|los|lo|un|una|por|que|ningun|ninguna|algun|alguna|tal|dicha|dicho|causas?|motivos?|debido|derivad\w|consecuencia|efectos?|raiz|con) )*"
_NEGADA = re.compile(
    r"\b(?:no (?:fue|es|era|ha sido|se debe|se debio|se debia|obedece|obedecio|se deriva|se derivo|se relaciona|tiene que ver|tuvo que ver|esta relacionad\w) "
    + _ARTICULOS
    + r"|no (?:hubo|hay|habia|existe|existio|existia|se presento|se presentaron|se registro|se registraron|influyo|afecto) (?:ningun\w* |la |el |las |los |una? )?"
    r"|no (?:por|a causa|debido|derivad\w) " + _ARTICULOS + r"|ni (?:por |de |del |a )?(?:la |el |las |los )?|sin (?:que )?(?:la |el |las |los |ningun\w* )?"
    r"|(?:a pesar|pese|aun con|no obstante|independientemente|superad\w|concluid\w|terminad\w|pasad\w|antes|ajen\w+) " + _ARTICULOS + r")$"
)  # fmt: skip
_TEMA = re.compile(
    r"\b(?:sobre|acerca|contra|prevencion|prevenir|preventiv\w+|informativ\w+|vacun\w+|pruebas?|tema|temas|tematica|concientizacion|sensibilizacion|combate|"
    r"combatir|para evitar|deteccion|kits?|campanas?|curso|cursos|taller|talleres|platicas?|conferencias?|convocatorias?)(?: (?:de|del|para|en|sobre|contra))* "
    r"(?:la |el |los |las )?$"
)
_PARA_EVITAR = re.compile(r"\b(?:para|a fin de|con el fin de) (?:evitar|prevenir|no (?:propiciar|generar|provocar))(?: (?:la|el|los|las))? $")
_FIN_DE_FRASE = re.compile(r"[.;](?=\s|$)|\n")
#: Triggers of one cause this close together are one finding.
_VECINAS = 24
_MAX_OTRA = 120


@functools.lru_cache(maxsize=4096)  # departments repeat an observation word for word
def hallar(texto: str, ejercicio: int, resultado: Direccion | None = None) -> tuple[CausaHallada, ...]:
    """The causes that an observation gives, one finding for each cause, in the order of the text.

    A finding's span is ``texto[inicio:fin]``. ``ejercicio`` bounds the phrases that mean a cause only in some years.
    ``resultado`` is what the figures beside the observation show (less or more than programmed); it decides the
    direction of a cause where the words leave it open, and nothing else.
    """
    llano = alinear(texto)
    halladas = [h for definicion in CAUSAS if (h := _hallar_una(definicion, texto, llano, ejercicio, resultado))]
    if not any(h.direccion != "ninguna" for h in halladas) and (otra := _otra(texto, llano, resultado)):
        halladas.append(otra)
    return tuple(sorted(halladas, key=lambda h: h.inicio))


@functools.cache
def _patron(causa: Causa, ejercicio: int) -> re.Pattern[str] | None:
    definicion = next(d for d in CAUSAS if d.causa == causa)
    frases = [*definicion.frases, *(f for a, b, f in definicion.frases_por_anio if a <= ejercicio <= b)]
    return re.compile(r"\b(?:" + "|".join(f"(?:{f})" for f in frases) + ")") if frases else None


def _hallar_una(
    definicion: DefinicionCausa, texto: str, llano: str, ejercicio: int, resultado: Direccion | None
) -> CausaHallada | None:
    patron = _patron(definicion.causa, ejercicio)
    tema = not definicion.fija and resultado != "mas"
    tramos = [t for t in _tramos(patron, llano) if not _descartada(llano, *t, tema)] if patron else []
    con_direccion = [(t, _direccion(definicion, llano, *t, resultado)) for t in tramos]
    if definicion.causa == "demanda":
        # Demand explains more, never less: "se suspendió a petición de los vecinos" is another cause.
        con_direccion = [c for c in con_direccion if c[1] != "menos"]
    if not con_direccion:
        return None
    (inicio, fin), direccion = next((c for c in con_direccion if c[1] != "ninguna"), con_direccion[0])
    return CausaHallada(definicion.causa, direccion, inicio, fin, texto[inicio:fin])


def _tramos(patron: re.Pattern[str], llano: str) -> Iterator[tuple[int, int]]:
    """The spans of a cause's phrases, neighbours in one sentence joined."""
    actual: tuple[int, int] | None = None
    for hallado in patron.finditer(llano):
        inicio, fin = hallado.span()
        junto = (
            actual is not None and inicio - actual[1] <= _VECINAS and not re.search(r"[.;,]", llano[actual[1] : inicio])
        )
        if actual is not None and junto and not _descartada(llano, inicio, fin, tema=False):
            actual = (actual[0], fin)
        else:
            if actual is not None:
                yield actual
            actual = (inicio, fin)
    if actual is not None:
        yield actual


def _descartada(llano: str, inicio: int, fin: int, tema: bool) -> bool:
    """Whether a phrase is denied, conceded, or (``tema``) only the topic of what was done."""
    antes = llano[max(0, inicio - 70) : inicio]
    if _NEGADA.search(antes):
        return True
    if tema and _PARA_EVITAR.search(antes) and _MENOS.search(llano, _frase(llano, inicio, fin)[0], inicio):
        return False  # what was not done so as to avoid it, not what was done about it
    return tema and bool(_TEMA.search(antes)) and not _CONECTOR_FUERTE.search(antes[-30:])


def _direccion(
    definicion: DefinicionCausa, llano: str, inicio: int, fin: int, resultado: Direccion | None
) -> Direccion:
    """What a cause explains: by the wording of result nearest to it in its sentence, else by the figures, else by
    itself."""
    if "adelant" in llano[inicio:fin]:
        return "mas"  # done before its time: more in this period
    desde, hasta = _frase(llano, inicio, fin)
    mas = _distancia(_MAS, llano, desde, hasta, inicio, fin)
    if definicion.fija:
        return "mas" if mas is not None and resultado != "menos" else definicion.direccion
    menos = _distancia(_MENOS, llano, desde, hasta, inicio, fin)
    if mas is not None and (menos is None or mas < menos):
        # "La aseguradora elevó la prima": where the figures fell short, what grew is not the result.
        return "menos" if resultado == "menos" and definicion.direccion == "menos" else "mas"
    if menos is not None:
        antes = _MENOS.search(llano[desde:inicio])
        return "mas" if definicion.direccion == "mas" and mas is None and not antes else "menos"
    if definicion.causa == "captura" or not _es_mencion(definicion, llano, desde, inicio, fin):
        return definicion.direccion
    # No wording of result nor of cause: a bare mention, unless the figures beside it show what it explains.
    return resultado or "ninguna"


def _es_mencion(definicion: DefinicionCausa, llano: str, desde: int, inicio: int, fin: int) -> bool:
    """Whether a phrase may stand in a text without being a cause, and nothing introduces it as one here."""
    if definicion.causa not in ("covid", "calendario", "clima", "contratacion", "veda_electoral"):
        return False
    antes = llano[max(desde, inicio - 60) : inicio]
    return not _CONECTOR.search(llano[max(desde, inicio - 60) : fin + 1]) and not _POR.search(antes)


def _frase(llano: str, inicio: int, fin: int) -> tuple[int, int]:
    desde = max((h.end() for h in _FIN_DE_FRASE.finditer(llano, 0, inicio)), default=0)
    siguiente = _FIN_DE_FRASE.search(llano, fin)
    return desde, siguiente.start() if siguiente else len(llano)


def _distancia(patron: re.Pattern[str], llano: str, desde: int, hasta: int, inicio: int, fin: int) -> int | None:
    """How far from a span the nearest match in its sentence is; a match inside the span is none."""
    lejos = [
        inicio - h.end() if h.end() <= inicio else h.start() - fin
        for h in patron.finditer(llano, desde, hasta)
        if h.end() <= inicio or h.start() >= fin
    ]
    return min(lejos) if lejos else None


def _otra(texto: str, llano: str, resultado: Direccion | None) -> CausaHallada | None:
    """A cause that is given as one and that the list does not have."""
    for conector in _CONECTOR_FUERTE.finditer(llano):
        if _NEGADA.search(llano[max(0, conector.start() - 40) : conector.start()]):
            continue
        desde, hasta = _frase(llano, conector.start(), conector.end())
        mas = _distancia(_MAS, llano, desde, hasta, conector.start(), conector.end())
        menos = _distancia(_MENOS, llano, desde, hasta, conector.start(), conector.end())
        if mas is None and menos is None and resultado in (None, "ninguna"):
            continue
        por_palabras: Direccion = "mas" if menos is None or (mas is not None and mas < menos) else "menos"
        direccion = por_palabras if mas is not None or menos is not None else resultado or "ninguna"
        fin = _recorte(llano, conector.end(), min(hasta, conector.start() + _MAX_OTRA), hasta)
        return CausaHallada("otra", direccion, conector.start(), fin, texto[conector.start() : fin])
    return None


def _recorte(llano: str, desde: int, fin: int, hasta: int) -> int:
    """The end of a long span, moved back to the end of a word."""
    return fin if fin == hasta or " " not in llano[desde:fin] else llano.rfind(" ", desde, fin)
