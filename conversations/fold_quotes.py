"""
What is new in an answered e-mail, without what it quotes and signs with.

Line by line, in time that grows with the text only: the libraries for this match patterns that a few
thousand line ends keep busy for minutes, and anybody can send those.
"""

import re

SAYS = r"wrote|schrieb|ha scritto|a écrit|escribió|skrev|schreef"
# With a date or an address: people write "as she wrote:" themselves. The first is often broken into lines.
SAID_ON = re.compile(
    rf"^(?=.*\d)(?:on|am|il|le|el|den|op)\b.{{4,250}}\b(?:{SAYS})\b.{{0,80}}:$", re.IGNORECASE
)
SAID_BY = re.compile(rf"^(?=.*@).{{1,250}}\b(?:{SAYS})\b ?:$", re.IGNORECASE)
SEPARATOR = re.compile(
    r"^(?:_{10,}|-{2,} ?(?:original message|forwarded message|ursprüngliche nachricht|messaggio originale"
    r"|message d'origine|mensaje original) ?-{2,})$",
    re.IGNORECASE,
)
HEADER = re.compile(r"^\*?(?:from|von|da|de) ?:\*? ?\S", re.IGNORECASE)
NEXT_HEADER = re.compile(
    r"^\*?(?:sent|date|to|subject|gesendet|datum|an|betreff|inviato|data|a|oggetto|envoyé|à|objet|enviado|fecha"
    r"|para|asunto) ?:",
    re.IGNORECASE,
)
SENT_FROM = re.compile(
    r"^(?:sent from my|get outlook for|von meinem .{1,40} gesendet|gesendet von|inviato da|envoyé de(?:puis)?"
    r"|enviado desde) ?.{0,80}$",
    re.IGNORECASE,
)


def new_part(text):
    """Return what the writer of an e-mail wrote now; all of it, when they wrote between what they quote."""
    lines = [line.strip() for line in text.split("\n")]
    end = next((number for number in range(len(lines)) if _ends(lines, number)), len(lines))
    after = [line for line in lines[end:] if line and not line.startswith(">")]
    if end < len(lines) and lines[end].startswith(">") and after:
        return text.strip()
    return "\n".join(text.split("\n")[:end]).strip() or text.strip()


def _ends(lines, number):
    line = lines[number]
    if line.startswith(">") or line in ("--", "—") or SEPARATOR.match(line) or SENT_FROM.match(line):
        return True
    following = lines[number + 1 : number + 3]
    if HEADER.match(line):
        return bool(following and NEXT_HEADER.match(following[0]))
    if SAID_BY.match(line[:400]):
        return True
    return any(SAID_ON.match(" ".join([line, *following[:more]])[:400]) for more in range(3))
