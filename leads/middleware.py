class VisitorMiddleware:
    """
    Send the visitor's cookie with the answer of a page that asked who its visitor is; other pages set none.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if visitor := getattr(request, "visitor", None):
            visitor.keep(request, response)
        return response
