/* What our own links do, what keeps the page in view, and the sorting of tables. No text from a report is ever made
   into markup here. Links: #cita-T-N opens a citation, #r-BOX-TEXT asks a tab, .preguntar asks in the chat. */
(() => {
  "use strict";
  let clics = 0;
  let abierto = "";
  let foco = null;
  const $ = (selector) => document.querySelector(selector);
  const apilada = () => window.matchMedia("(max-width: 899px)").matches;
  const suave = () => (window.matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");
  const llevar = (elemento) => elemento && elemento.scrollIntoView({ behavior: suave(), block: "start" });

  function mandar(caja, texto) {
    const campo = $(`#recado-${caja} textarea, #recado-${caja} input`);
    if (!campo) return;
    campo.value = `${++clics}|${texto}`;
    campo.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function senalar(turno, cita) {
    for (const a of document.querySelectorAll("a.cita.activa")) a.classList.remove("activa");
    for (const a of document.querySelectorAll(`a.cita[href$="#cita-${turno}-${cita}"]`)) a.classList.add("activa");
  }

  /* -- what a link says it did */
  function avisar(texto) {
    let voz = $("#voz");
    if (!voz) {
      voz = document.createElement("div");
      voz.id = "voz";
      voz.setAttribute("role", "status");
      document.body.append(voz);
    }
    voz.textContent = texto;
    voz.classList.add("dicho");
    setTimeout(() => voz.classList.remove("dicho"), 2400);
  }

  async function copiar(texto, hecho) {
    try {
      await navigator.clipboard.writeText(texto);
    } catch {
      const campo = document.createElement("textarea");
      campo.value = texto;
      document.body.append(campo);
      campo.select();
      document.execCommand("copy");
      campo.remove();
    }
    avisar(hecho);
  }

  /* An answer as it reads, its markers in brackets. */
  function llano(turno) {
    const cuerpo = $(`#turno-${turno} .cuerpo`).cloneNode(true);
    for (const a of cuerpo.querySelectorAll("a.cita")) a.textContent = ` [${a.textContent}]`;
    for (const li of cuerpo.querySelectorAll("li")) li.prepend("- ");
    const partes = [...cuerpo.querySelectorAll("p, li")].map((e) => e.textContent.replace(/\s+/g, " ").trim());
    return [$(`#turno-${turno} .pregunta`).lastChild.textContent, ...partes].join("\n");
  }

  const ACCIONES = {
    cita(turno, cita) {
      abierto = turno;
      mandar("cita", `${turno}-${cita}`);
      senalar(turno, cita);
      if (apilada()) llevar($("#columna-fuentes"));
    },
    ver(que, turno) {
      if (que === "respuesta") {
        const senal = $(`#turno-${turno} a.cita.activa`);
        llevar((senal && senal.closest("li, p")) || $(`#turno-${turno}`));
        return;
      }
      if (turno !== abierto) mandar("cita", `${turno}-0`);
      abierto = turno;
      llevar($(que === "tabla" ? "#tabla" : "#columna-fuentes"));
    },
    copiar(turno) { copiar(llano(turno), "Respuesta copiada."); },
    imprimir() { window.print(); },
    pestana(nombre) { irAPestana(nombre); },
    r(caja, texto) { mandar(caja, decodeURIComponent(texto)); },
  };

  document.addEventListener("click", (evento) => {
    const a = evento.target instanceof Element ? evento.target.closest("a[href]") : null;
    if (!a || evento.ctrlKey || evento.metaKey || evento.shiftKey) return;
    if (a.classList.contains("preguntar")) {
      evento.preventDefault();
      irAPestana("conversar");
      mandar("pregunta", new URL(a.href).searchParams.get("q"));
      return;
    }
    if (a.classList.contains("permanente")) {
      evento.preventDefault();
      copiar(a.href, "Enlace copiado.");
      return;
    }
    const marco = a.closest("[id]:not(a)");
    foco = marco && { marco: marco.closest(".block[id]") ? marco.closest(".block[id]").id : marco.id, href: a.getAttribute("href"), clase: a.className };
    const partes = /^#([a-z]+)-(?:([a-z]+|\d+)(?:-(.+))?)$/.exec(a.getAttribute("href").replace(/^[^#]*/, ""));
    const accion = partes && Object.hasOwn(ACCIONES, partes[1]) ? ACCIONES[partes[1]] : null;
    if (!accion) return;
    evento.preventDefault();
    accion(partes[2], partes[3]);
  }, true);

  /* A part that is drawn again keeps the focus where it was, and what folds stays as the reader left it. */
  function volverAlFoco() {
    if (!foco || document.activeElement !== document.body) return;
    const marco = document.getElementById(foco.marco);
    const enlaces = marco ? [...marco.querySelectorAll("a[href]")] : [];
    const otro = foco.clase.startsWith("paso")
      ? enlaces.find((a) => a.className === foco.clase) || enlaces.find((a) => a.classList.contains("paso"))
      : enlaces.find((a) => a.getAttribute("href") === foco.href);
    if (otro) otro.focus({ preventScroll: true });
  }

  const plegados = {};
  document.addEventListener("click", (evento) => {
    const titulo = evento.target instanceof Element ? evento.target.closest("details.cuadro > summary") : null;
    if (titulo) plegados[titulo.parentElement.id] = !titulo.parentElement.open;
  });

  function plegar() {
    for (const [id, abierto] of Object.entries(plegados)) {
      const parte = document.getElementById(id);
      if (parte && parte.open !== abierto) parte.open = abierto;
    }
  }

  /* The tabs' row scrolls on a phone: the chosen one is brought into view. */
  document.addEventListener("click", (evento) => {
    const boton = evento.target instanceof Element ? evento.target.closest('#pestanas [role="tab"]') : null;
    if (boton) setTimeout(() => boton.scrollIntoView({ block: "nearest", inline: "center" }), 60);
  });

  function irAPestana(nombre) {
    const boton = $(`#tab-${nombre}-button`);
    if (boton && boton.getAttribute("aria-selected") !== "true") boton.click();
  }

  /* -- tables: each heading sorts its column, up and then down */
  const valor = (celda) => {
    const texto = celda ? celda.textContent.trim() : "";
    if (!celda || !celda.classList.contains("num")) return texto.toLocaleLowerCase("es");
    return texto ? Number(texto.replace(/[,\s%]/g, "")) : -Infinity;
  };
  const comparar = new Intl.Collator("es", { numeric: true }).compare;

  function ordenar(tabla, columna, boton) {
    const th = boton.parentElement;
    const baja = th.getAttribute("aria-sort") === "ascending";
    for (const otro of tabla.querySelectorAll("th[aria-sort]")) otro.removeAttribute("aria-sort");
    th.setAttribute("aria-sort", baja ? "descending" : "ascending");
    const filas = [...tabla.tBodies[0].rows];
    filas.sort((x, y) => {
      const [a, b] = [valor(x.cells[columna]), valor(y.cells[columna])];
      return typeof a === "number" ? a - b : comparar(a, b);
    });
    if (baja) filas.reverse();
    tabla.tBodies[0].append(...filas);
  }

  function prepararTablas() {
    for (const tabla of document.querySelectorAll("table.ordenable:not([data-lista])")) {
      tabla.dataset.lista = "1";
      [...tabla.tHead.rows[0].cells].forEach((th, i) => {
        const boton = document.createElement("button");
        boton.type = "button";
        boton.append(...th.childNodes);
        boton.addEventListener("click", () => ordenar(tabla, i, boton));
        th.append(boton);
      });
    }
  }

  /* -- after each change of the page, at most once a frame */
  /* A question that stands in the conversation leaves its box, unless the next one is already being written there. */
  function vaciar(turno) {
    const campo = $("#pregunta textarea, #pregunta input");
    const pregunta = turno.querySelector(".pregunta");
    if (!campo || !pregunta || campo.value.trim() !== pregunta.lastChild.textContent.trim()) return;
    campo.value = "";
    campo.dispatchEvent(new Event("input", { bubbles: true }));
  }

  let vista = "";
  const centradas = new WeakSet();

  function verUltimo() {
    const todas = document.querySelectorAll("#charla .turno");
    const ultimo = todas[todas.length - 1];
    const estado = ultimo ? `${ultimo.id} ${ultimo.querySelector(".espera") ? "espera" : "hecha"}` : "";
    if (estado === vista) return;
    vista = estado;
    if (!ultimo) return;
    vaciar(ultimo);
    abierto = ultimo.id.split("-").pop();
    if (apilada()) llevar(ultimo);
    else $("#charla").scrollTop += ultimo.getBoundingClientRect().top - $("#charla").getBoundingClientRect().top - 16;
  }

  function centrarMarcas() {
    for (const marca of document.querySelectorAll(".fuente mark")) {
      const marco = marca.closest(".marco");
      if (!marco || centradas.has(marca) || !marco.offsetParent) continue;
      centradas.add(marca);
      const celda = (marca.closest("td") || marca).getBoundingClientRect();
      const caja = marco.getBoundingClientRect();
      marco.scrollLeft += celda.left + celda.width / 2 - caja.left - caja.width / 2;
      marco.scrollTop += celda.top + celda.height / 2 - caja.top - caja.height / 2;
    }
  }

  /* What Gradio leaves unsaid to screen readers. */
  function nombrar() {
    const charla = $("#charla");
    if (charla && !charla.hasAttribute("role")) {
      for (const [k, v] of [["role", "log"], ["aria-label", "Conversación"], ["tabindex", "0"]]) charla.setAttribute(k, v);
    }
    for (const zona of document.querySelectorAll(".anuncia:not([aria-live])")) zona.setAttribute("aria-live", "polite");
    for (const caja of document.querySelectorAll(".recado:not([aria-hidden])")) caja.setAttribute("aria-hidden", "true");
    for (const campo of document.querySelectorAll(".recado :is(input, textarea)")) campo.tabIndex = -1;
  }

  let pendiente = false;
  new MutationObserver(() => {
    if (pendiente) return;
    pendiente = true;
    requestAnimationFrame(() => {
      pendiente = false;
      prepararTablas();
      nombrar();
      plegar();
      verUltimo();
      centrarMarcas();
      volverAlFoco();
    });
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
