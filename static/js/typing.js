// form[data-typing-url]: says every three seconds that somebody is writing, and [data-typing] shows when the
// other side is.
const PAUSE = 3_000
const LASTS = 6_000
const list = document.querySelector("[data-news]")
const sign = document.querySelector("[data-typing]")
let saidAt = -Infinity
let timer = 0

document.addEventListener("input", ({ target }) => {
  const form = target.closest("form[data-typing-url]")
  if (!form || target.tagName !== "TEXTAREA" || !target.value.trim() || Date.now() - saidAt < PAUSE) return
  saidAt = Date.now()
  const body = new FormData(form)
  body.delete("body")
  fetch(form.dataset.typingUrl, { method: "POST", body }).catch(() => {})
})

const hide = () => {
  clearTimeout(timer)
  if (sign) sign.hidden = true
}

document.addEventListener("live", ({ detail: bell }) => {
  if (!sign || String(bell.conversation) !== list?.dataset.conversation) return
  hide()
  // On an agent's page, colleagues who write are told apart from the visitor by `by`.
  if (bell.kind !== "typing" || bell.by) return
  sign.hidden = false
  timer = setTimeout(hide, LASTS)
})
