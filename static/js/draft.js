// form[data-keep="KEY"]: what is typed into its textarea survives a reload, a closed panel and a lost network,
// until it has been sent.
import { keep, recall } from "./kept.js";

const form = document.querySelector("form[data-keep]")
const area = () => document.querySelector("form[data-keep] textarea")
const key = form?.dataset.keep
const SENT = "regulars sent"

const sentFrom = () => {
  try {
    const sent = sessionStorage.getItem(SENT)
    sessionStorage.removeItem(SENT)
    return sent
  } catch {
    return null
  }
}

// A form that the browser itself sent leads to where the message is, or back with it and what is wrong.
const sent = sentFrom()
if (sent && !(sent === key && area().value)) keep("draft", sent, "")
const draft = recall("draft", key)
if (form && draft && !area().value) {
  area().value = draft[0]
  // What was begun as a note never comes back as a reply.
  if (draft[1]) form.elements.internal.checked = true
}

document.addEventListener("input", ({ target }) => {
  const box = target.closest("form[data-keep]")?.elements.internal
  if (target === area() || target === box) keep("draft", key, area().value && [area().value, Boolean(box?.checked)])
})

// On window: whoever sends it without the browser has said so by then.
addEventListener("submit", (event) => {
  if (event.defaultPrevented || !event.target.matches("form[data-keep]")) return
  try {
    sessionStorage.setItem(SENT, key)
  } catch {
    // Then the draft stays, which is better than losing it.
  }
})
