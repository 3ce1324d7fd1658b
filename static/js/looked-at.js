// Whether somebody can see this page: its tab is looked at and, in the panel of a website, the panel is open.
let isShut = false

export const isLookedAt = () => !document.hidden && !isShut

document.addEventListener("chat:hidden", () => (isShut = true))
document.addEventListener("chat:shown", () => (isShut = false))
