// <meta name="appearance" content="auto|light|dark">, for Django's own pages, whose <html> is not ours to draw. Runs in the
// head, before anything is painted.
document.documentElement.dataset.theme = document.querySelector("meta[name=appearance]").content
