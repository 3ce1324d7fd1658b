// ol[data-news="URL"]: the lines of a thread appear as they are said, once and in their order.
// `data-last` is the cursor, moved by answers only: nothing is skipped, whatever is drawn meanwhile.
import { showCount } from "./title.js";

const list = document.querySelector("[data-news]")
let unseen = 0
let told = list ? Number(list.dataset.last) : 0

const number = (line) => Number(line.id.slice(1))
export const lineOf = (html) => new DOMParser().parseFromString(html, "text/html").querySelector("li")
const lines = (root) => [...root.querySelectorAll("li[id^=m]")]
const bubbleOf = (line) => line.querySelector(":scope > p:not(.meta)")
const text = (line) => bubbleOf(line).textContent.trim()

// Only what stands around the bubble changes: a screen reader does not hear the message again.
const become = (line, fresh) => {
  const [bubble, same] = [bubbleOf(line), bubbleOf(fresh)]
  if (!bubble) return
  line.id = fresh.id
  line.className = fresh.className
  for (const part of [...line.childNodes]) if (part !== bubble) part.remove()
  const parts = [...fresh.childNodes]
  const middle = parts.indexOf(same)
  bubble.before(...parts.slice(0, middle))
  bubble.after(...parts.slice(middle + 1))
}

const place = (fresh) => {
  const known = document.getElementById(fresh.id)
  if (known) return become(known, fresh)
  const before = lines(list).findLast((line) => number(line) < number(fresh))
  if (before) before.after(fresh)
  else list.querySelector("li[id^=m], [data-part=state], [data-typing]").before(fresh)
}

// A line on its way has become one of the thread. It is moved only if another came before it meanwhile.
export const arrive = (line, fresh) => {
  become(line, fresh)
  if (lines(list).every((other, index, all) => !index || number(all[index - 1]) < number(other))) return
  line.remove()
  place(line)
}

const ours = (fresh) => {
  if (!fresh.matches(".mine, .ours")) return false
  const pending = [...list.querySelectorAll(".pending")].find((line) => text(line) === text(fresh))
  if (pending) arrive(pending, fresh)
  return Boolean(pending)
}

const take = (page) => {
  const news = page.querySelector("ol")
  let day = null
  for (const fresh of [...news.children]) {
    if (!fresh.id) day = fresh
    else {
      const isNew = !document.getElementById(fresh.id)
      if (!isNew || !ours(fresh)) place(fresh)
      if (isNew && day) document.getElementById(fresh.id)?.before(day)
      if (isNew && document.hidden && !fresh.matches(".mine, .ours, .system")) unseen += 1
      day = null
      list.dataset.last = Math.max(list.dataset.last, number(fresh))
    }
  }
  for (const name of ["seen", "status"]) if (news.dataset[name]) list.dataset[name] = news.dataset[name]
  document.dispatchEvent(new CustomEvent("parts", { detail: page }))
}

const params = () => new URLSearchParams({ after: list.dataset.last, seen: list.dataset.seen, status: list.dataset.status ?? "" })

let looking = false
let again = false
export const look = async () => {
  again = true
  if (looking) return
  looking = true
  try {
    while (again) {
      again = false
      const url = list.dataset.news
      const answer = await fetch(url + (url.includes("?") ? "&" : "?") + params(), { headers: { "HX-Request": "true" } })
      if (answer.redirected || answer.headers.has("HX-Refresh")) return location.reload()
      if (answer.status !== 200) break
      const before = list.dataset.last
      take(new DOMParser().parseFromString(await answer.text(), "text/html"))
      again ||= list.dataset.last !== before
    }
  } catch {
    // Without a network there is nothing to show; the next bell or poll looks again.
  } finally {
    looking = false
  }
  seen()
}

const seen = () => {
  if (document.hidden) return showCount(unseen)
  unseen = 0
  showCount(0)
  if (Number(list.dataset.last) <= told) return
  told = Number(list.dataset.last)
  const body = new FormData(document.querySelector("form[data-send]"))
  body.set("seq", told)
  body.delete("body")
  fetch(list.dataset.seenUrl, { method: "POST", body }).catch(() => {})
}

if (list) {
  document.addEventListener("live", ({ detail: bell }) => {
    const isOurs = bell.kind === "reset" || String(bell.conversation) === list.dataset.conversation
    if (isOurs && bell.kind !== "typing") look()
  })
  document.addEventListener("visibilitychange", seen)
}
