// In a frame, ask once a minute while the page is looked at whether there are replies: `chat:unread`, and `chat:message`
// when there are more than before. A visitor who has written nothing has none to wait for; a server that does not answer is
// asked less and less.
const { news } = document.querySelector("meta[name=chat]").dataset
const MINUTE = 60_000
let wait = MINUTE
let asked = 0
let before = null

const tell = (event, detail) => document.dispatchEvent(new CustomEvent(event, { detail }))

const ask = async () => {
  asked = Date.now()
  const headers = {}
  tell("chat:request", { headers })
  const answer = await fetch(news, { headers })
  if (!answer.ok) throw new Error(answer.status)
  const { unread, is_known: isKnown } = await answer.json()
  tell("chat:unread", { count: unread, isKnown })
  if (before !== null && unread > before) tell("chat:message", {})
  before = unread
  return isKnown
}

const watch = async () => {
  if (document.visibilityState !== "visible" || Date.now() - asked < wait) return
  try {
    wait = (await ask()) ? MINUTE : Infinity
  } catch {
    wait = Math.min(wait * 2, 30 * MINUTE)
  }
}

if (news && parent !== window) {
  setInterval(watch, MINUTE / 4)
  document.addEventListener("visibilitychange", watch)
  watch()
}
