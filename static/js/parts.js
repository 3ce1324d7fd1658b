// body[data-parts="URL"]: when something rings, each [data-part="NAME"] of the page is drawn as that address
// draws it: at once, then at most every two seconds.
import "./title.js";

const PAUSE = 2_000
let timer = 0
let lookedAt = -Infinity

const draw = (page) => {
  for (const fresh of page.querySelectorAll("[data-part]")) {
    const part = document.querySelector(`[data-part="${fresh.dataset.part}"]`)
    if (!part || part.isEqualNode(fresh) || part.querySelector(":popover-open")) continue
    const focus = part.contains(document.activeElement) && document.activeElement.getAttribute("href")
    const top = part.querySelector("[tabindex]")?.scrollTop ?? 0
    part.replaceChildren(...fresh.childNodes)
    if (focus) part.querySelector(`[href="${CSS.escape(focus)}"]`)?.focus({ preventScroll: true })
    part.querySelector("[tabindex]")?.scrollTo(0, top)
  }
  document.dispatchEvent(new CustomEvent("parts-drawn"))
}

const look = async () => {
  timer = 0
  lookedAt = Date.now()
  try {
    const answer = await fetch(document.body.dataset.parts, { headers: { "HX-Request": "true" } })
    if (answer.redirected || answer.headers.has("HX-Refresh")) return location.reload()
    if (answer.ok) draw(new DOMParser().parseFromString(await answer.text(), "text/html"))
  } catch {
    // The next bell or poll looks again.
  }
}

document.addEventListener("parts", (event) => draw(event.detail))
if (document.body.dataset.parts) {
  document.addEventListener("live", ({ detail: bell }) => {
    if (bell.kind === "typing" || timer) return
    timer = setTimeout(look, Math.max(20, lookedAt + (document.hidden ? 5 * PAUSE : PAUSE) - Date.now()))
  })
}
