// What is kept in this browser until the server has it: drafts and messages on their way. Storage may be
// refused, in a frame for instance: then nothing is kept.
// body[data-kept-for="PREFIX"]: on an agent's page, what other agents left here goes; at sign-out, all of it.
const place = (kind, key) => `regulars ${kind} ${key}`

export const recall = (kind, key) => {
  try {
    return JSON.parse(localStorage.getItem(place(kind, key)))
  } catch {
    return null
  }
}

export const keep = (kind, key, value) => {
  try {
    if (value?.length) localStorage.setItem(place(kind, key), JSON.stringify(value))
    else localStorage.removeItem(place(kind, key))
  } catch {
    // Nothing can be done about it here, and nothing else depends on it.
  }
}

export const forgetAgents = (except = null) => {
  try {
    for (const name of Object.keys(localStorage)) {
      const [own, , key = ""] = name.split(" ")
      if (own === "regulars" && key.startsWith("agent-") && !(except && key.startsWith(except))) localStorage.removeItem(name)
    }
  } catch {
    // As above.
  }
}

const us = document.body.dataset.keptFor
if (us) forgetAgents(us)
document.addEventListener("submit", (event) => event.target.id === "sign-out" && forgetAgents())
