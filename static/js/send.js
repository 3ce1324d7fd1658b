// form[data-send]: a message stands in the thread at once, as sending, then sent, or failed with a way to try
// again. It is kept in this browser until the server has acknowledged it, goes in the order it was written in,
// and under one id however often it is tried: so it is there once.
import { keep, recall } from "./kept.js";
import { arrive, lineOf, look } from "./thread.js";

const list = document.querySelector("[data-news]")
const template = document.querySelector("#pending")
const key = document.querySelector("form[data-send]")?.dataset.keep
const outbox = (list && recall("outbox", key)) || []
const drawn = new Map()
let isSending = false

const composer = () => document.querySelector("form[data-send]")
const area = () => composer().querySelector("textarea")
const words = () => document.querySelector("[data-unsent]")

const newId = () => {
  if (crypto.randomUUID) return crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6] & 15) | 64
  bytes[8] = (bytes[8] & 63) | 128
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")
}

const draw = (message) => {
  const line = template.content.firstElementChild.cloneNode(true)
  line.querySelector("[data-text]").textContent = message.body
  line.classList.toggle("internal", Boolean(message.internal))
  const end = list.querySelector("[data-part=state], [data-typing]")
  if (end) end.before(line)
  else list.append(line)
  drawn.set(message.client_id, line)
}

const mark = (isFailed) => {
  for (const { client_id: id } of outbox) {
    const line = drawn.get(id)
    if (line?.classList.contains("pending")) line.classList.toggle("failed", isFailed)
  }
}

const settle = (message, html) => {
  outbox.shift()
  keep("outbox", key, outbox)
  const line = drawn.get(message.client_id)
  const fresh = lineOf(html)
  // It may have come as news before its answer did.
  if (line.classList.contains("pending")) {
    if (document.getElementById(fresh?.id)) line.remove()
    else if (fresh) arrive(line, fresh)
  }
  drawn.delete(message.client_id)
  look()
  document.dispatchEvent(new CustomEvent("live", { detail: { kind: "sent" } })) // the lists have changed with it
}

// What the server will not take goes back to where it was typed, with the reason.
const giveBack = (html) => {
  const isNote = outbox.some((message) => message.internal) || composer().elements.internal?.checked
  const typed = [...outbox.map((message) => message.body), area().value].filter(Boolean).join("\n")
  for (const message of outbox.splice(0)) drawn.get(message.client_id)?.remove()
  keep("outbox", key, outbox)
  const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("#composer")
  if (fresh) document.querySelector("#composer").replaceWith(fresh)
  else words().hidden = false
  area().value = typed
  if (isNote) composer().elements.internal.checked = true
  keep("draft", key, [typed, Boolean(isNote)])
  area().focus()
}

const post = async (message) => {
  const body = new FormData(composer())
  body.delete("internal")
  for (const [name, value] of Object.entries(message)) if (value) body.set(name, value)
  const headers = { "HX-Request": "true" }
  const answer = await fetch(composer().action, { method: "POST", body, headers, signal: AbortSignal.timeout(20_000) })
  if (answer.status >= 500 || answer.redirected || answer.headers.has("HX-Refresh")) throw new Error("not sent")
  return answer
}

const pump = async () => {
  if (isSending || !outbox.length) return
  isSending = true
  mark(false)
  try {
    while (outbox.length) {
      const answer = await post(outbox[0])
      const html = await answer.text()
      if (answer.ok) settle(outbox[0], html)
      else giveBack(html)
    }
  } catch {
    mark(true)
  } finally {
    isSending = false
  }
}

if (list && composer()) {
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-send]") || !area().value.trim()) return
    event.preventDefault()
    const form = new FormData(event.target)
    const message = { body: area().value, client_id: form.get("client_id") || newId(), internal: form.get("internal") }
    outbox.push(message)
    keep("outbox", key, outbox)
    keep("draft", key, "")
    draw(message)
    area().value = ""
    if (message.internal) event.target.elements.internal.checked = false
    area().focus()
    event.target.elements.client_id.value = newId()
    for (const alert of document.querySelectorAll("#composer [role=alert]")) alert.hidden = true
    area().removeAttribute("aria-invalid")
    pump()
  })
  document.addEventListener("click", (event) => event.target.closest("[data-send-again]") && pump())
  addEventListener("online", pump)
  document.addEventListener("live", ({ detail: bell }) => bell.kind === "reset" && pump())
  outbox.forEach(draw)
  pump()
}
