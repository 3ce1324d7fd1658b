// Where the browser keeps no cookie of ours in this frame, a signed token stands in for it. It is kept in the frame's own
// storage, which the page around cannot read, and sent in a header or a posted field, never in an address.
const { project, newsUrl } = document.querySelector("meta[name=chat]").dataset
const meta = document.querySelector("meta[name=visitor-token]")
const place = `visitor-token:${project}`

const kept = () => {
  try {
    return localStorage.getItem(place)
  } catch {
    return null // no storage either: the chat explains itself
  }
}
const keep = () => {
  try {
    localStorage.setItem(place, token)
  } catch {}
}

let token = project ? kept() : null

const readAgain = () => {
  const form = Object.assign(document.createElement("form"), { method: "post", action: location.href, hidden: true })
  document.body.append(form)
  form.submit()
}

const keepUnlessACookieWorks = async () => {
  const { has_cookie: hasCookie } = await (await fetch(newsUrl)).json()
  if (hasCookie) token = null
  else keep()
}

document.addEventListener("formdata", ({ formData }) => token && formData.set("visitor_token", token))
for (const request of ["htmx:configRequest", "chat:request"]) {
  document.addEventListener(request, ({ detail }) => token && (detail.headers["X-Visitor-Token"] = token))
}

if (meta?.dataset.knownBy === "nothing" && token) readAgain()
else if (meta?.content) {
  const isSecond = token !== null // the first was refused, or has grown old
  token = meta.content
  if (isSecond) keep()
  else keepUnlessACookieWorks()
}
