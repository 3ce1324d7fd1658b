def without_charset(content_type: str) -> str:
    """
    Return `content_type` without its charset. Every page is UTF-8, and so is what a browser sends. The name
    of another encoding would only let odd characters in, and some names make Django fail before it could
    answer.
    """
    essence, *parameters = content_type.split(";")
    kept = [text for text in parameters if not text.strip().lower().startswith("charset")]
    return ";".join([essence, *kept])
