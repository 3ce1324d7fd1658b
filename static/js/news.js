// In a frame, tells in how many conversations there is a reply that was not seen, `chat:unread`, and of each reply that
// comes, `chat:message`; a thread tells of its own replies itself. A page that is kept up to date asks when something rings,
// any other one once a minute while it is looked at. A visitor who has written nothing has no reply to wait for; a server
// that does not answer is asked less and less.
import { ask } from "./ask.js";
import { isLookedAt } from "./looked-at.js";

const { newsUrl } = document.querySelector("meta[name=chat]").dataset
const here = document.querySelector("[data-conversation]")?.dataset.conversation
const isLive = "live" in document.body.dataset
const MINUTE = 60_000
let wait = MINUTE
let askedAt = 0
let waiting = null // the last reply of each conversation that has one to read
let isKnown = false
let isAsking = false
let again = false

const tell = (event, detail) => document.dispatchEvent(new CustomEvent(event, { detail }))

const tellCount = () => {
  if (isLookedAt()) delete waiting[here] // it is being read
  tell("chat:unread", { count: Object.keys(waiting).length, isKnown })
}

const take = (answer) => {
  const before = waiting
  waiting = answer.unread
  isKnown = answer.is_known
  wait = isKnown ? MINUTE : Infinity
  const isNew = ([conversation, seq]) => conversation !== here && seq > (before[conversation] ?? 0)
  const fresh = before ? Object.entries(waiting).filter(isNew) : []
  tellCount()
  for (const _ of fresh) tell("chat:message", {})
}

const look = async () => {
  again = true
  if (isAsking) return
  isAsking = true
  try {
    while (again) {
      again = false
      askedAt = Date.now()
      const answer = await ask(newsUrl)
      if (!answer.ok) throw new Error(answer.status)
      take(await answer.json())
    }
  } catch {
    wait = Math.min(wait * 2, 30 * MINUTE)
  } finally {
    isAsking = false
  }
}

const watch = () => {
  if (!document.hidden && Date.now() - askedAt >= wait) look()
}

// A thread shows its own replies only: for one in another conversation, the list of all of them is opened.
const show = (event) => {
  const isNewsHere = Boolean(waiting?.[here])
  if (waiting) tellCount()
  const isElsewhere = waiting && Object.keys(waiting).length > 0
  if (isLive && (!here || isNewsHere || !isElsewhere)) event.preventDefault()
}

if (newsUrl && parent !== window) {
  document.addEventListener("chat:shown", show)
  document.addEventListener("visibilitychange", () => {
    if (waiting) tellCount()
    watch()
  })
  if (isLive) {
    document.addEventListener("live", ({ detail: { kind } }) => {
      if (kind === "message" || kind === "reset") look() // after a reset: what came before anybody listened
    })
  } else setInterval(watch, MINUTE / 4)
  watch()
}
