// A chat page in the panel of `widget.js`: it answers the page around it, and nobody else, once that has said hello.
//
// The page around sends hello {page, fields}, shown {focus}, hidden and fields {fields}; it is told ready, unread
// {count, isKnown}, message {author} and close. Scripts of the chat's pages dispatch `chat:unread` and `chat:message` on
// document for it to pass on, and hear `chat:shown`, `chat:hidden` and `chat:fields` there.
// One that keeps the page up to date by itself prevents the default of `chat:shown`, which is to load the news.
const { newsUrl, ...meta } = document.querySelector("meta[name=chat]").dataset
const sites = meta.sites?.split(" ").filter(Boolean) ?? []
let host = null
let unread = null
let wasHidden = false

const tell = (kind, detail) => host && parent.postMessage({ ...detail, regulars: kind }, host)
const announce = (kind, detail) =>
  document.dispatchEvent(new CustomEvent(`chat:${kind}`, { detail, cancelable: true }))
const isTyping = () => [...document.querySelectorAll(".chat textarea")].some((textarea) => textarea.value)
// A page without an origin of its own ("null") cannot be told apart from others, so it is told nothing.
const mayHear = (origin) => origin === location.origin || (origin !== "null" && (!sites.length || sites.includes(origin)))

const focus = () => {
  const controls = [...document.querySelectorAll(".chat :is(input:not([type=hidden]), textarea, select):not(.chat-rating *)")]
  const wrong = controls.find((control) => control.getAttribute("aria-invalid"))
  const first = wrong ?? controls.find((control) => !control.value) ?? controls.at(-1)
  // Under a finger, a keyboard that jumps up would hide half of the chat.
  const place = matchMedia("(pointer: fine)").matches && first ? first : document.querySelector(".chat-body")
  place?.focus()
}

const HEARD = {
  hello({ page, fields }, origin) {
    host = origin
    const input = document.querySelector("form [name=page]")
    if (input && typeof page === "string") input.value = page
    for (const button of document.querySelectorAll("[data-close-chat]")) button.hidden = false
    announce("fields", fields)
    tell("ready")
    if (unread) tell("unread", unread)
  },
  shown(detail) {
    if (announce("shown") && wasHidden && unread?.count && !isTyping()) location.replace(new URL(".", new URL(newsUrl, location)))
    wasHidden = false
    if (detail.focus) focus()
  },
  hidden() {
    wasHidden = true
    announce("hidden")
  },
  fields: ({ fields }) => announce("fields", fields),
}

addEventListener("message", ({ source, origin, data }) => {
  if (parent === window || source !== parent || !mayHear(origin)) return
  const kind = data?.regulars
  if (Object.hasOwn(HEARD, kind) && (host || kind === "hello")) HEARD[kind](data, origin)
})

document.addEventListener("chat:unread", ({ detail }) => {
  unread = { count: detail.count, isKnown: detail.isKnown ?? true }
  tell("unread", unread)
})
document.addEventListener("chat:message", ({ detail }) => tell("message", { author: detail?.author ?? "" }))
document.addEventListener("click", (event) => event.target.closest("[data-close-chat]") && tell("close"))
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.isComposing && !event.defaultPrevented) tell("close")
})
