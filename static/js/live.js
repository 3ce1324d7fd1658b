// body[data-live="URL"]: tells the page what rings, as "live" events on document: {kind, conversation, seq}.
// A bell names what to look at again, never what it says; "reset" means everything. Where no stream comes
// through, "reset" comes every 15 to 20 seconds: there is nothing that only a stream would tell.
// All tabs of a browser share one stream: whoever holds the lock keeps it and tells the others.
const url = document.body.dataset.live
const name = `live ${url} ${document.body.dataset.keptFor ?? ""}`
const others = new BroadcastChannel(name)
const SILENCE = 40_000 // the server says "alive" every 15 seconds
let source = null
let heardAt = -Infinity
let lookedAt = Date.now()
let wait = 2_000
let retry = 0

const say = (bell) => document.dispatchEvent(new CustomEvent("live", { detail: bell }))

const lookAnew = () => {
  lookedAt = Date.now()
  say({ kind: "reset" })
}

const hear = (bell) => {
  heardAt = Date.now()
  // When a server comes back, its browsers do not all ask in the same moment.
  if (bell.kind === "reset") setTimeout(lookAnew, Math.random() * 1_000)
  else if (bell.kind !== "alive" && bell.kind !== "ready") say(bell)
}

const close = () => {
  source?.close()
  source = null
  clearTimeout(retry)
}

const open = () => {
  close()
  heardAt = Date.now() // that long it may take to come through
  source = new EventSource(url)
  source.onmessage = (event) => {
    const bell = JSON.parse(event.data)
    wait = 2_000
    others.postMessage(bell)
    hear(bell)
  }
  source.onerror = () => {
    heardAt = -Infinity
    if (source.readyState !== EventSource.CLOSED) return
    // Refused: try again, less and less often.
    retry = setTimeout(open, wait * (1 + Math.random()))
    wait = Math.min(wait * 2, 300_000)
  }
}

const holdsLock = () => new Promise(open)

const isLive = () => Date.now() - heardAt < SILENCE
const pause = () => (isLive() ? 120_000 : document.hidden ? 60_000 : 15_000 + Math.random() * 5_000)

const wake = () => {
  if (document.hidden) return
  if (!navigator.locks && !source) open()
  else if (source && !isLive() && source.readyState !== EventSource.CLOSED) open()
  lookAnew()
}

others.onmessage = (event) => hear(event.data)
document.addEventListener("visibilitychange", () => {
  if (document.hidden && !navigator.locks) close()
  wake()
})
addEventListener("online", () => {
  if (source) open()
  lookAnew()
})
addEventListener("pageshow", (event) => event.persisted && wake())

// Without locks, which a page on plain HTTP does not have, each tab listens while it is looked at.
if (navigator.locks) navigator.locks.request(name, holdsLock)
else if (!document.hidden) open()

let due = pause()
const tick = () => {
  if (source && !isLive() && source.readyState === EventSource.OPEN) open()
  if (Date.now() - lookedAt > Math.min(due, pause())) {
    due = pause()
    lookAnew()
  }
  setTimeout(tick, 1_000)
}
setTimeout(lookAnew, 200) // what came between the drawing of the page and now
tick()
