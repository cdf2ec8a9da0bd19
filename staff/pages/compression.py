"""Pages go compressed to who asked for them: a sixth of the bytes.

Whoever watches the line and can make a browser ask for pages of ours with words of
their choice could learn from the sizes what else stands on them (BREACH). So a page is
compressed only where the browser says that nobody else's page asked, tokens are masked
anew in each, and Django adds a random length. Files are streamed and stay as they are.
"""

from django.middleware.gzip import GZipMiddleware

OURSELVES = ("same-origin", "none")  # our own page, or the person: Fetch Metadata


class CompressPages(GZipMiddleware):
    """Compresses HTML that was asked for from here, and nothing that is streamed."""

    def process_response(self, request, response):
        is_page = response.get("Content-Type", "").startswith("text/html")
        asked_here = request.headers.get("Sec-Fetch-Site") in OURSELVES
        if response.streaming or not (is_page and asked_here):
            return response
        return super().process_response(request, response)
