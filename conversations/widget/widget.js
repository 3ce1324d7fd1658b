// Regulars: the chat's bubble and panel in the pages of a website. docs/embed.md says what it does and what it needs.
;(() => {
  "use strict"
  const say = (words) => console.warn(`Regulars: ${words}`)
  const early = window.Regulars
  if (early && !Array.isArray(early) && !(early instanceof Element)) {
    return say("window.Regulars is taken; is the script in this page twice?")
  }
  // Not currentScript alone: modules have none, and an element of the page can go by that name.
  const current = document.currentScript
  const script = current?.src ? current : document.querySelector('script[data-project][src*="/widget.js"]')
  const key = script?.dataset.project?.trim()
  if (!key) return say('the script needs data-project="KEY": Settings, Install has the line to copy.')
  const home = new URL(`chat/${encodeURIComponent(key)}/`, script.src)

  const local = () => localStorage
  const tab = () => sessionStorage
  const name = (what) => `regulars:${key}:${what}`
  const recall = (storage, what) => {
    try {
      return storage().getItem(name(what)) === "1"
    } catch {
      return false // the page may be denied its storage
    }
  }
  const remember = (storage, what, is) => {
    try {
      is ? storage().setItem(name(what), "1") : storage().removeItem(name(what))
    } catch {}
  }

  const listeners = { unread: new Set(), message: new Set() }
  const fields = {}
  const gone = new AbortController()
  let isOpen = recall(tab, "open")
  let wantsFocus = false
  let frame, isChat, isReady, ui
  let unread = 0

  const announce = (event, detail) => {
    for (const hear of listeners[event]) {
      try {
        hear(detail)
      } catch (error) {
        console.error(error)
      }
    }
  }
  const tell = (kind, detail) => frame.contentWindow.postMessage({ ...detail, regulars: kind }, home.origin)

  const show = (focus) => {
    isOpen = true
    wantsFocus = focus
    remember(tab, "open", true)
    if (!ui) return
    if (!isChat) load(home, true)
    ui.dismiss()
    draw()
    if (focus) frame.focus()
    if (isReady) tell("shown", { focus })
  }
  const hide = () => {
    const hadFocus = ui?.root.activeElement
    isOpen = false
    remember(tab, "open", false)
    if (!ui) return
    draw()
    if (isReady) tell("hidden")
    if (hadFocus) ui.button.focus()
  }

  const chat = {
    open: () => show(true),
    close: hide,
    toggle: () => (isOpen ? hide() : show(true)),
    set(given) {
      if (typeof given !== "object" || !given) return say("set takes an object, like { email: … }.")
      const names = Object.keys(given)
      for (let i = 0; i < names.length && i < 50; i++) {
        const value = given[names[i]]
        const isPlain = typeof value === "string" || typeof value === "boolean" || Number.isFinite(value)
        const isShort = isPlain && names[i].length <= 100 && `${value}`.length <= 1000
        if (isShort) fields[names[i]] = `${value}`
        else say(`${names[i].slice(0, 50)} was left out: not a text of at most 1000 characters.`)
      }
      if (isReady) tell("fields", { fields })
    },
    on(event, hear) {
      if (!Object.hasOwn(listeners, event) || typeof hear !== "function") {
        say('on takes "unread" or "message", and a function.')
        return () => {}
      }
      listeners[event].add(hear)
      return () => listeners[event].delete(hear)
    },
    push(call) {
      const [method, ...given] = Array.isArray(call) ? call : []
      if (!Object.hasOwn(chat, method)) return say('push takes a call, like ["open"].')
      try {
        chat[method](...given)
      } catch (error) {
        console.error(error)
      }
    },
    remove() {
      gone.abort()
      ui?.host.remove()
      remember(tab, "open", false)
      frame = ui = null
      if (window.Regulars === chat) delete window.Regulars
    },
  }

  const load = (address, isWhole) => {
    frame?.remove()
    isChat = isWhole
    isReady = false
    frame = make("iframe", { src: address.href, title: ui.facts.title, referrerPolicy: "origin" })
    // Again for every page that opens in it.
    frame.addEventListener("load", () => {
      isReady = false
      tell("hello", { fields, page: location.href.split("#")[0] })
    })
    ui.panel.append(frame)
  }

  const hear = {
    ready() {
      isReady = true
      draw()
      tell(isOpen && isChat ? "shown" : "hidden", { focus: wantsFocus && document.activeElement === ui.host })
    },
    close: hide,
    unread({ count, isKnown }) {
      remember(local, "known", isKnown === true)
      const now = Number.isInteger(count) && count > 0 ? Math.min(count, 99) : 0
      if (now !== unread) announce("unread", { count: (unread = now) })
      draw()
    },
    message: ({ author }) => announce("message", { author: `${author ?? ""}` }),
  }
  window.addEventListener(
    "message",
    ({ source, origin, data }) => {
      if (!frame || source !== frame.contentWindow || origin !== home.origin) return
      if (Object.hasOwn(hear, data?.regulars)) hear[data.regulars](data)
    },
    { signal: gone.signal },
  )

  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties)
    element.append(...children)
    return element
  }
  const icon = (path) => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg")
    const line = document.createElementNS(svg.namespaceURI, "path")
    svg.setAttribute("viewBox", "0 0 24 24")
    svg.setAttribute("aria-hidden", "true")
    line.setAttribute("d", path)
    svg.append(line)
    return svg
  }

  const draw = () => {
    const { box, button, badge, facts } = ui
    box.classList.toggle("open", isOpen)
    box.classList.toggle("ready", !!isReady)
    badge.textContent = isOpen || !unread ? "" : unread
    const news = badge.textContent && `. ${facts.unread.replace("%(count)s", unread)}`
    button.ariaLabel = isOpen ? facts.close : facts.open + news
    button.ariaExpanded = `${isOpen}`
  }

  const build = (facts) => {
    const host = document.createElement("regulars-chat")
    const root = host.attachShadow({ mode: "open" })
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(CSS_TEXT)
    root.adoptedStyleSheets = [sheet]
    const badge = make("span", { className: "badge", ariaHidden: "true" })
    const button = make(
      "button",
      { type: "button", className: "bubble", onclick: chat.toggle },
      icon("M7.9 20A9 9 0 1 0 4 16.1L2 22Z"),
      icon("m6 9 6 6 6-6"),
      badge,
    )
    const panel = make("div", { className: "panel", role: "dialog", ariaLabel: facts.title })
    const box = make("div", { className: `box ${facts.side}`, lang: facts.language, dir: facts.direction }, panel)
    const dismiss = () => {
      remember(local, "greeted", true)
      box.querySelector(".greeting")?.remove()
    }
    if (facts.greeting && !recall(local, "greeted")) {
      const no = make("button", { type: "button", ariaLabel: facts.dismiss, onclick: dismiss }, icon("M18 6 6 18M6 6l12 12"))
      const yes = make("button", { type: "button", textContent: facts.greeting, onclick: chat.open })
      box.append(make("div", { className: "greeting" }, yes, no))
    }
    box.append(button)
    box.style.setProperty("--accent", facts.accent)
    box.style.setProperty("--ink", facts.ink)
    box.addEventListener("keydown", (event) => event.key === "Escape" && isOpen && hide())
    root.append(box)
    document.documentElement.append(host)
    ui = { host, root, box, panel, button, badge, facts, dismiss }
    if (isOpen) show(wantsFocus)
    else if (recall(local, "known")) load(new URL("bell/", home), false)
    draw()
  }

  const CSS_TEXT = `
:host { all: initial !important; color-scheme: inherit !important; position: fixed !important; z-index: 2147483000 !important; inset: auto 0 0 auto !important }
.box { font: 400 15px/1.4 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; --gap: 24px }
button { all: unset; box-sizing: border-box; cursor: pointer }
button:focus-visible { outline: 2px solid #000; outline-offset: 3px; box-shadow: 0 0 0 3px #fff }
svg { width: 24px; height: 24px; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round }
.bubble, .panel, .greeting { position: fixed; right: calc(var(--gap) + env(safe-area-inset-right)); bottom: calc(var(--gap) + env(safe-area-inset-bottom)) }
.left > * { right: auto; left: calc(var(--gap) + env(safe-area-inset-left)) }
.bubble { display: grid; place-items: center; width: 56px; height: 56px; border: 1px solid transparent; border-radius: 50% 50% 50% 14px; background: var(--accent); color: var(--ink); box-shadow: 0 4px 16px #0003, 0 0 0 1px #fff5 }
.left > .bubble { border-radius: 50% 50% 14px }
.box:not(.open) svg + svg, .open .bubble svg:first-child, .badge:empty { display: none }
.badge { position: absolute; top: -5px; right: -5px; box-sizing: border-box; min-width: 22px; padding: 0 6px; border-radius: 11px; background: #b3261e; color: #fff; font: 600 12px/22px system-ui, sans-serif; text-align: center; box-shadow: 0 0 0 2px #fff }
.panel { bottom: calc(var(--gap) + 68px + env(safe-area-inset-bottom)); width: 380px; max-width: calc(100vw - 2 * var(--gap)); height: min(600px, 100vh - 116px); height: min(600px, 100dvh - 116px); overflow: hidden; border-radius: 16px; background: Canvas; box-shadow: 0 0 0 1px #8884, 0 16px 48px -12px #0005 }
.box:not(.open) .panel { visibility: hidden }
iframe { display: block; width: 100%; height: 100%; border: 0; color-scheme: inherit }
.greeting { display: flex; bottom: calc(var(--gap) + 72px + env(safe-area-inset-bottom)); max-width: 280px; border-radius: 12px; background: Canvas; color: CanvasText; box-shadow: 0 0 0 1px #8884, 0 8px 24px -8px #0004 }
.greeting button { padding-block: 12px; padding-inline: 16px 4px; border-radius: 12px; overflow-wrap: anywhere }
.greeting button + button { flex: none; width: 44px; height: 44px; padding: 14px }
.greeting svg { width: 16px; height: 16px }
@media (max-width: 480px), (max-height: 480px) {
  .box { --gap: 16px }
  .open .panel { inset: 0; width: 100%; max-width: none; height: 100%; border-radius: 0; background: Canvas }
  .open.ready .bubble, .greeting { display: none }
}
@media (prefers-reduced-motion: no-preference) {
  .open .panel { animation: rise 0.16s ease-out }
  @keyframes rise { from { opacity: 0; transform: translateY(12px) } }
}
@media print { .box { display: none } }
`

  window.Regulars = chat
  if (early && !(early instanceof Element)) for (let i = 0; i < early.length; i++) chat.push(early[i])

  import(new URL("launcher.js", home).href).then(
    ({ default: facts }) => {
      if (gone.signal.aborted) return
      if (facts.closed) return say(facts.closed)
      const isEarly = document.readyState === "loading"
      if (isEarly) document.addEventListener("DOMContentLoaded", () => build(facts), { once: true, signal: gone.signal })
      else build(facts)
    },
    () => say(`no chat at ${home.href}. Is the key right, and does this page's policy allow scripts from there?`),
  ).catch(console.error)
})()
