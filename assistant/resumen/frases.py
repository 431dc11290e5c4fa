"""The phrases of a summary as data, by tone: «institucional» for the report, «ciudadano» for a plain reader.

Fields in braces are filled with slots and names; ``{m}`` is a marker with the space before it.
"""

from __future__ import annotations

from assistant.resumen.peticion import Tono

#: Name of a phrase → (institucional, ciudadano).
FRASES: dict[str, tuple[str, str]] = {
    # - when
    "al_cierre": ("Al cierre del ejercicio {ano},", "En {ano},"),
    "al_corte": ("Al corte del {corte},", "Hasta el {corte},"),
    "en_trimestre": ("En el {trimestre} trimestre de {ano},", "En el {trimestre} trimestre de {ano},"),
    # - overall
    "cumplio": ("{cuando} {sujeto} cumplió {c} de sus {n} metas, lo que representa un cumplimiento de {pct}{m}.", "{cuando} {sujeto} cumplió {c} de sus {n} metas, el {pct}{m}."),
    "cumplio_varias": ("{cuando} {sujeto} cumplió {c} de las {n} metas a cargo de sus {u} unidades ejecutoras, lo que representa un cumplimiento de {pct}{m}.", "{cuando} {sujeto} cumplió {c} de las {n} metas de sus {u} unidades, el {pct}{m}."),
    "cumplio_todo": ("{cuando} {sujeto} cumplió la totalidad de sus {n} metas ({pct}){m}.", "{cuando} {sujeto} cumplió todas sus metas, que eran {n} ({pct}){m}."),
    "cumplio_nada": ("{cuando} {sujeto} no cumplió ninguna de sus {n} metas ({pct}){m}.", "{cuando} {sujeto} no cumplió ninguna de sus {n} metas ({pct}){m}."),
    "al_dia": ("{cuando} {k} de las {n} metas {de_sujeto} se {hallaban} por debajo de lo programado a la fecha ({pct}){m}.", "{cuando} {k} de las {n} metas {de_sujeto} {iban} por debajo de lo programado a esa fecha ({pct}){m}."),
    "al_dia_nada": ("{cuando} ninguna de las {n} metas {de_sujeto} se hallaba por debajo de lo programado a la fecha ({pct}){m}.", "{cuando} ninguna de las {n} metas {de_sujeto} iba por debajo de lo programado a esa fecha ({pct}){m}."),
    "ya_cumplidas": ("{suma} a esa fecha ya se {habia} cumplido la meta anual en {k} {casos}{m}.", "{suma} para entonces ya se {habia} cumplido la meta de todo el año en {k} {casos}{m}."),
    "por_nivel": ("{Primera}; {segunda}{m}.", "{Primera}; {segunda}{m}."),
    "por_nivel_todo": ("{Primera}, al igual que {sus_acciones} ({pct}){m}.", "{Primera}, lo mismo que {sus_acciones} ({pct}){m}."),
    "linea": ("{cuando} {sujeto} cumplió {c} de sus {n} metas ({pct}){resto}{m}.", "{cuando} {sujeto} cumplió {c} de sus {n} metas ({pct}){resto}{m}."),
    # - by unit
    "mejor_unidad": ("Por unidad ejecutora, la mayor proporción de metas cumplidas correspondió {a_mejor}; la menor, {a_peor}.", "La unidad que más cumplió fue {mejor}; la que menos, {peor}."),
    # - what stands out
    "rebasada_una": ("{suma} {meta} rebasó lo programado, con {logro}.", "{suma} {meta} superó lo previsto, con {logro}."),
    "rebasadas_ademas": ("{Cuantas} metas rebasaron lo programado{m}; además de la ya mencionada, sobresale {meta}, con {logro}.", "{Cuantas} metas superaron lo previsto{m}; además de la ya mencionada, sobresale {meta}, con {logro}."),
    "rebasadas": ("{Cuantas} metas rebasaron lo programado{m}; la de mayor avance fue {meta}, con {logro}.", "{Cuantas} metas superaron lo previsto{m}; la que más avanzó fue {meta}, con {logro}."),
    "le_siguen": ("Le {siguen} {lista}.", "Después {siguen} {lista}."),
    "menor_avance": ("{contraste} el menor avance entre las metas con resultado parcial fue el de {meta}, con {logro}{brecha}.", "{contraste} la meta que menos avanzó, de las que se quedaron a medias, fue {meta}, con {logro}{brecha}."),
    "tras_ella": ("Después de ella, el menor avance fue el de {meta}, con {logro}{brecha}.", "Después de ella, la que menos avanzó fue {meta}, con {logro}{brecha}."),
    "menor_avance_curso": ("{contraste} el mayor rezago respecto de lo programado a la fecha fue el de {meta}, con {logro}.", "{contraste} la meta más atrasada frente a lo programado a esa fecha fue {meta}, con {logro}."),
    "parcial_una": ("{contraste} {meta} quedó en {logro}{brecha}.", "{contraste} {meta} se quedó en {logro}{brecha}."),
    "sin_avance_una": ("{suma} {meta} no registró avance, con {logro}.", "{suma} {meta} no tuvo ningún avance: {logro}."),
    "sin_avance": ("{Cuantas} metas no registraron avance{m}: {lista}.", "{Cuantas} metas no tuvieron ningún avance{m}: {lista}."),
    "sin_avance_muchas": ("{Cuantas} metas no registraron avance{m}.", "{Cuantas} metas no tuvieron ningún avance{m}."),
    "sin_reporte": ("{suma} {k} {metas} no {cuentan} con avance reportado{m}.", "{suma} de {k} {metas} no se reportó avance{m}."),
    "sin_programacion": ("{suma} {k} {metas} no {tuvieron} programación anual{m}.", "{suma} {k} {metas} no {tuvieron} nada programado en el año{m}."),
    "principal_curso": ("{Primera}.", "{Primera}."),
    "estados": ("De las {k} metas {cuales}, {p} {tuvieron} un avance parcial y {z} no {registraron} avance{m}.", "De las {k} metas {cuales}, {p} {tuvieron} algún avance y {z}, ninguno{m}."),
    # - why
    "causas": ("{causa} el incumplimiento obedeció {lista}{m}{concurren}.", "{causa} no se cumplió lo programado debido {lista}{m}{concurren}."),
    "causa_una": ("{causa} el incumplimiento de {meta} obedeció {lista}: {cita}.", "{causa} {meta} no se cumplió debido {lista}: {cita}."),
    "causas_curso": ("{causa} el rezago obedeció {lista}{m}{concurren}.", "{causa} el atraso se debió {lista}{m}{concurren}."),
    "causas_trimestre": ("{causa} el resultado de las metas que no alcanzaron lo programado en el trimestre obedeció {lista}{m}{concurren}.", "{causa} lo que faltó en el trimestre se debió {lista}{m}{concurren}."),
    "cita": ("De {meta} se asienta: {cita}.", "De {meta} se lee: {cita}."),
    "sin_observacion_una": ("{aviso} {meta}, con un resultado de {logro}, no cuenta con observación que lo justifique.", "{aviso} {meta}, con un resultado de {logro}, no trae explicación."),
    "sin_observacion": ("{aviso} {k} metas no cumplidas no cuentan con observación que justifique su resultado{m}.", "{aviso} {k} metas no cumplidas no traen explicación{m}."),
    "reprogramacion": ("{suma} las observaciones refieren una reprogramación en {k} {metas}{m}{cita}.", "{suma} el informe menciona una reprogramación en {k} {metas}{m}{cita}."),
    # - audit
    "absoluto": ("{aviso} el avance impreso de {meta} ({impreso}) no coincide con la suma de sus trimestres ({suma_}){m}.", "{aviso} el informe imprime un avance de {impreso} en {meta}, pero sus trimestres suman {suma_}{m}."),
    "anual": ("{aviso} la programación trimestral de {meta} suma {suma_}, cifra distinta de su meta anual ({impreso}){m}.", "{aviso} lo programado por trimestre en {meta} suma {suma_} y no {impreso}, que es su meta anual{m}."),
    "porcentaje": ("{aviso} el porcentaje impreso de {meta} ({impreso}) difiere del que resulta de sus propias cifras ({calculado}){m}.", "{aviso} el informe imprime {impreso} en {meta}, pero de sus cifras resulta {calculado}{m}."),
    # - quarters
    "trimestre": ("{cuando} {sujeto} alcanzó lo programado en {c} de las {n} metas con programación para ese periodo, es decir, en el {pct} de ellas{m}.", "{cuando} {sujeto} llegó a lo programado en {c} de las {n} metas que tenía para esos meses, el {pct}{m}."),
    "trimestre_todo": ("{cuando} {sujeto} alcanzó lo programado en las {n} metas con programación para ese periodo ({pct}){m}.", "{cuando} {sujeto} llegó a lo programado en sus {n} metas para esos meses ({pct}){m}."),
    "trimestre_nada": ("{cuando} {sujeto} no alcanzó lo programado en ninguna de las {n} metas con programación para ese periodo ({pct}){m}.", "{cuando} {sujeto} no llegó a lo programado en ninguna de las {n} metas que tenía para esos meses ({pct}){m}."),
    "trimestre_vacio": ("{cuando} ninguna de las {n} metas {de_sujeto} tuvo programación ({pct}){m}.", "{cuando} ninguna de las {n} metas {de_sujeto} tenía algo programado ({pct}){m}."),
    "trimestre_abierto": ("Al corte del {corte}{m}, el {trimestre} trimestre de {ano} aún no concluía, por lo que no se evalúa.", "Al {corte}{m} todavía no terminaba el {trimestre} trimestre de {ano}, así que no se evalúa."),
    "corto_una": ("{contraste} {meta} quedó por debajo de lo programado, con {logro}.", "{contraste} {meta} no llegó a lo programado, con {logro}."),
    "corto_menor": ("{contraste} de las {k} metas que quedaron por debajo de lo programado{m}, la de menor avance fue {meta}, con {logro}.", "{contraste} de las {k} metas que no llegaron a lo programado{m}, la que menos avanzó fue {meta}, con {logro}."),
    "por_trimestre": ("Por trimestre, {alcanzaron} lo programado {lista}{resto}.", "Trimestre por trimestre, {llegaron} a lo programado {lista}{resto}."),
    # - a cause
    "causa_no": ("{cuando} no se {cumplieron} {k} {metas} {de_sujeto} debido {a_causa}, de un total de {n} no cumplidas ({pct}){m}.", "{cuando} de las {n} metas que no cumplió {sujeto}, en {k} la causa fue {causa} ({pct}){m}."),
    "causa_no_todas": ("{cuando} no se {cumplieron} {k} {metas} {de_sujeto} debido {a_causa}, es decir, la totalidad de las no cumplidas ({pct}){m}.", "{cuando} no se {cumplieron} {k} {metas} {de_sujeto} y en todos los casos la causa fue {causa} ({pct}){m}."),
    "nulas_de_ellas": ("{Cuantas} de ellas no registraron avance{m}: {lista}.", "{Cuantas} de ellas no tuvieron ningún avance{m}: {lista}."),
    "nulas_de_ellas_muchas": ("{Cuantas} de ellas no registraron avance{m}.", "{Cuantas} de ellas no tuvieron ningún avance{m}."),
    "causa_si": ("{cuando} las observaciones atribuyen {a_causa} el avance superior a lo programado en {k} {metas} {de_sujeto}{m}.", "{cuando} el informe explica con {causa} que {k} {metas} {de_sujeto} {rebasaron} lo previsto{m}."),
    "causa_tambien": ("{contraste} a la misma causa se atribuye el avance superior a lo programado en {k} {metas}{m}.", "{contraste} la misma causa explica que {k} {metas} {rebasaron} lo previsto{m}."),
    "causa_otras": ("{cuando} las observaciones señalan {causa} en {k} de las {n} metas {de_sujeto} ({pct}), sin que alguna de ellas haya quedado por debajo de lo programado{m}.", "{cuando} el informe menciona {causa} en {k} de las {n} metas {de_sujeto} ({pct}), y ninguna de ellas se quedó corta{m}."),
    "causa_ninguna": ("{cuando} ninguna de las {n} metas {de_sujeto} señala {causa} en sus observaciones ({pct}){m}.", "{cuando} ninguna de las {n} metas {de_sujeto} menciona {causa} ({pct}){m}."),
    "causa_unidades": ("Por unidad ejecutora, {lista}.", "Por unidad, {lista}."),
    "faltantes": ("En cuanto a las de avance parcial, {lista}.", "De las que se quedaron a medias, {lista}."),
    "faltante": ("{suma} {lista}.", "{suma} {lista}."),
    # - a difference
    "paso": ("Entre {antes} y {despues}, {sujeto} pasó de cumplir {c1} de {n1} metas ({pct1}){m1} a cumplir {c2} de {n2} ({pct2}){m2}.", "Entre {antes} y {despues}, {sujeto} pasó de cumplir {c1} de {n1} metas ({pct1}){m1} a cumplir {c2} de {n2} ({pct2}){m2}."),
    "paso_igual": ("Entre {antes} y {despues}, {sujeto} mantuvo el número de metas cumplidas: {c1} de {n1} ({pct1}){m1} y {c2} de {n2} ({pct2}){m2}, respectivamente.", "Entre {antes} y {despues}, {sujeto} cumplió el mismo número de metas: {c1} de {n1} ({pct1}){m1} y {c2} de {n2} ({pct2}){m2}."),
    "comparables": ("De las {n} metas comparables entre ambos periodos, {lista}{m}.", "De las {n} metas que están en ambos periodos, {lista}{m}."),
    "mejora": ("La mayor mejora fue la de {meta}, que pasó de {a}{m1} a {b}{m2}.", "La que más mejoró fue {meta}, que pasó de {a}{m1} a {b}{m2}."),
    "retroceso": ("{contraste} el mayor retroceso se observó en {meta}, que pasó de {a}{m1} a {b}{m2}.", "{contraste} la que más retrocedió fue {meta}, que pasó de {a}{m1} a {b}{m2}."),
    "altas": ("{suma} {lista}.", "{suma} {lista}."),
    "cambio_causas": ("En cuanto a las causas, {lista}.", "Sobre las causas, {lista}."),
}  # fmt: skip

#: Cause → its noun phrase. Each holds the cause's own label, which the verifier looks for.
CAUSAS = {
    "covid": "la pandemia de COVID-19", "reprogramacion": "la reprogramación de actividades", "instruccion_superior": "una instrucción superior",
    "presupuesto": "la falta de presupuesto", "contratacion": "los trámites de contratación o licitación", "personal": "problemas de personal",
    "equipo": "fallas de equipo o vehículos", "clima": "el clima", "veda_electoral": "la veda electoral", "calendario": "razones de calendario",
    "participacion": "la baja participación", "demanda": "la mayor demanda", "formato_digital": "el formato digital", "captura": "un error de captura",
    "otra": "otra causa",
}  # fmt: skip
#: Causes in the plural, or that are thus said: "debido a".
ORDINALES = {"T1": "primer", "T2": "segundo", "T3": "tercer", "T4": "cuarto"}
ORDINALES_SOLOS = {"T1": "primero", "T2": "segundo", "T3": "tercero", "T4": "cuarto"}


def frase(nombre: str, tono: Tono) -> str:
    """A phrase in its tone."""
    return FRASES[nombre][tono == "ciudadano"]
