/* When something fails on the way to the server. Gradio says so in English and loses what was asked: here it is said in
   Spanish, what was written is kept, and the page goes on by itself as soon as the server answers again. */
(() => {
  "use strict";
  const CADA = 2500, LLAVE = "metas-por-preguntar";
  let cortada = false;

  async function responde() {
    try {
      return ![502, 504].includes((await fetch("/healthz", { cache: "no-store" })).status);
    } catch {
      return false;
    }
  }

  const caja = () => document.querySelector("#pregunta textarea, #pregunta input");

  /* The question that has no answer yet: in the box, or at the end of the conversation. */
  function pendiente() {
    const espera = document.querySelector(".turno:last-child:has(.espera) .pregunta");
    return (caja() && caja().value.trim()) || (espera ? espera.lastChild.textContent : "");
  }

  function recordar() {
    const texto = pendiente();
    if (texto) sessionStorage.setItem(LLAVE, texto);
  }

  function perder() {
    if (cortada) return;
    cortada = true;
    recordar();
    document.body.classList.add("sin-conexion");
    const banda = document.createElement("div");
    banda.id = "conexion";
    banda.setAttribute("role", "alert");
    const dicho = document.createElement("p");
    const titulo = document.createElement("strong");
    titulo.textContent = "Se perdió la conexión con el servidor.";
    dicho.append(titulo, " Su pregunta se conserva; la página sigue sola en cuanto responda.");
    const boton = document.createElement("button");
    boton.type = "button";
    boton.textContent = "Reintentar ahora";
    boton.addEventListener("click", volver);
    banda.append(dicho, boton);
    document.body.append(banda);
    setInterval(volver, CADA);
  }

  async function volver() {
    if (!(await responde())) return;
    recordar();
    location.reload();
  }

  /* Gradio shows a notice whenever something failed: the server is gone, or it could not do what was asked. */
  async function traducir(aviso) {
    if (!(await responde())) {
      perder();
      return;
    }
    const textos = {
      ".toast-title": "No se pudo terminar",
      '[data-testid="toast-text"]': "El servidor no pudo con lo que pidió. Intente de nuevo en unos segundos.",
    };
    for (const [clase, texto] of Object.entries(textos)) {
      for (const parte of aviso.querySelectorAll(clase)) parte.textContent = texto;
    }
    aviso.classList.add("traducido");
  }

  /* Put the kept question back into the box. Gradio empties it once more while it starts: until then, again. */
  let repuesta = 0;
  function reponer() {
    const campo = caja();
    const texto = sessionStorage.getItem(LLAVE);
    if (!campo || !texto || cortada || repuesta) return;
    repuesta = setInterval(() => {
      const otra = caja();
      if (!otra || otra.value) return;
      otra.value = texto;
      otra.dispatchEvent(new Event("input", { bubbles: true }));
      otra.focus();
    }, 200);
    setTimeout(() => {
      clearInterval(repuesta);
      sessionStorage.removeItem(LLAVE);
    }, 3000);
  }

  const vistos = new WeakSet();
  new MutationObserver(() => {
    for (const aviso of document.querySelectorAll(".toast-body")) {
      if (vistos.has(aviso)) continue;
      vistos.add(aviso);
      traducir(aviso);
    }
    reponer();
  }).observe(document.documentElement, { childList: true, subtree: true });
  window.addEventListener("offline", () => responde().then((bien) => bien || perder()));
})();
