"""Words of questions that say nothing of what is asked."""

from __future__ import annotations

import functools
import re

#: Words of questions that say nothing of what is asked; they are never searched for.
RUIDO = frozenset(
    """representa representan equivale equivalen despues antes luego tras inclusive incluyendo extremos
    tenia tenian tienes tenemos salio salieron dieron daba daban cerro cerraron cerrar termino terminaron terminar pasas mandas
    distintas distintos diferentes diferente diversas diversos nada pegan pega
    dejo dejaron deja dejan
    cambio cambiaron cambiar llevaba llevaban
    estoy estamos ando andamos usted ustedes correspondientes considere consideren considerando practicadas practicados practicada practicado
    cierres puso pusieron ponia ponian publico publicaron publicaba anoto anotaron pretexto pretextos originalmente
    trae traen traia traian llega llego llegaron llegar llegan llegado nadie alguien lugar nombre nombres gente exacto exacta exactos justo justa cualquiera cualquier iban
    atribuye atribuyen atribuyo atribuyeron
    plis porfis oiga oigan
    abonan abona lugares dados dadas siguen sigue logra logran hecho habian habido tienen tenga tengan quien quienes decia decian dijo dijeron usan trabajo labores under goal
    sumas suma sumatoria impreso impresa impresos calculado calculada calculo absoluto absolutos relativo relativa operaciones cuentas totales formato hoja renglon celda
    hay aparece aparecen tiene tienen tuvo tuvieron fue fueron ser es son estan estaba informe informes reporte reportes poa municipio
    ayuntamiento instituto gobierno parte caso casos tipo forma manera respecto relacion cosa cosas dato datos cifra cifras valor
    valores numero numeros total totales general generales detalle detalles detallado informacion favor lista listado tabla resumen breve ademas
    mismo misma hubo haber hace hizo hicieron dar dio dan da dado ver saber conocer decir dime puede pueden poder pudo pudieron debe deben
    va van ir vez veces ano anos dia dias mes meses periodo fecha ahora hoy aqui alli ahi ya aun todavia solo solamente unicamente segun
    estaba estaban iba venia venian cual cuales que quien como donde cuando cuanto cuantos cuanta cuantas por para con sin sobre entre hasta desde tras durante
    bien mal mucho mucha muchos muchas poco poca pocos pocas mas menos muy tan tanto bastante casi todo toda todos todas
    ningun ninguna ninguno algun alguna algunas algunos cada uno una varias varios ambos ambas otro otra otros otras
    si no ni tambien tampoco pero aunque porque pues entonces asi mediante parte realmente efectivamente finalmente favor
    estuvo estuvieron quedo quedaron queda quedan paso pasa pasaron sucedio ocurrio logro lograron llevar llevo llevaron cabo
    the of in on for to and or is are was were did do does any all by with from their its it this that report there have has
    report reports municipal municipales significa corresponde corresponden correspondiente pertenece pertenecen contribuye contribuyen aporta aportan asociadas asociada ligadas ligada vinculadas vinculada alineadas alineada atiende atienden apoya apoyan tema temas cuestion
    presenta presentan presento presentaron muestra muestran registra registran registro registraron reporta reportan reporto reportaron obtuvo obtuvieron obtener
    obtenido sea sean fuera fueran haya hayan estado estatus situacion comparado comparada comparacion diferencia dentro fuera alrededor
    actual actualmente ultimo ultima ultimos ultimas primera primero primeras primeros siguiente siguientes anterior anteriores mayoria
    expresa expresan contabiliza contabilizan cuantifica cuantifican acumula acumulan acumulo acumularon concentra concentran concentro lleva tuviera tendra pertenecia mide miden medido cuenta cuentan aparezcan existe existen cierre cierra final esta estan dirige labor necesito quisiera gustaria
    encontrar encuentra encuentran incluye incluyen contiene contienen viene vienen usa usan hablando tal tales ej etc nota favor espanol""".split()
)

#: Verbs of telling and of being, in any finite form: "reportaba", "indicarían", and asked for with courtesy: "indíqueme".
_DECIR = re.compile(
    r"(?:report|registr|present|mantuv|mantien|muestr|mostr|indi[cq]u?|senal|aparec|refer|refier|suced|ocurr|qued|segu|sigu|encontr|encuentr)"
    r"(?:aban?|abamos|amos|imos|iamos|aron|ar[ao]n?|arian?|ando|ia|ian|io|ieron|ieran?|eran?|erian?|iendo|zcan?|an|en)"
)
#: What who asks does with the answer, in forms by which no goal is described: "si contamos", "empezando", "tomando".
_CONSIDERAR = re.compile(r"(?:empez|comenz|inici|cont|junt|sum|tom|consider|compar|habl|revis|analiz|mir|busc|pregunt|dej|quit|mencion)(?:ando|amos)|(?:inclu|v|refir|pid|dic|qu[ei]r|excl)(?:yendo|iendo|emos|imos|uyendo|uimos)")
#: Verbs by which an office speaks of itself, in any finite form: "traíamos", "llevábamos", "cerramos", "tenemos", "íbamos".
_SER = re.compile(
    r"(?:tra[ei]|llev|ten|tuv|tien|cerr|cierr|termin|acab|qued|and|est|estuv|dej|hub|hab|hac|hic|pud|pod|pued|deb)"
    r"(?:er|ir|ar|arse|erse|emos|imos|amos|iamos|abamos|ia|ian|aba|aban|eron|ieron|aron|en|e|o|ian|uvimos|uvieron)|tenemos|vamos|ibamos|veniamos|venimos|fuimos|somos|eramos|hemos|habiamos"
)
_ENCARGO = re.compile(r"\w{3,}[aeiou](?:me(?:l[oa]s?)?|noslos?|noslas?)")
#: Words in "-me" that order nothing.
_NO_ENCARGO = frozenset("resume informe exime dirime".split())


@functools.lru_cache(maxsize=4096)
def es_ruido(palabra: str) -> bool:
    """Whether a folded word says nothing of what is asked."""
    return palabra in RUIDO or _DECIR.fullmatch(palabra) is not None or _CONSIDERAR.fullmatch(palabra) is not None or _SER.fullmatch(palabra) is not None


def es_encargo(palabra: str) -> bool:
    """Whether a folded word is an order with courtesy ("indíqueme", "compártame"): of an unknown word only."""
    return palabra not in _NO_ENCARGO and _ENCARGO.fullmatch(palabra) is not None
