// fetch, with the headers that other modules have to add: they hear "chat:request" {headers} on document.
export const ask = (url, options = {}) => {
  const headers = { ...options.headers }
  document.dispatchEvent(new CustomEvent("chat:request", { detail: { headers } }))
  return fetch(url, { ...options, headers })
}
