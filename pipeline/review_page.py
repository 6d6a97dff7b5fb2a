"""The local review page: doubtful claims with the place on the page, and forms that write decisions.

Belongs here: HTTP. What is shown and what a form means is in review_form.py, what waits in reviewing.py.

The page writes a file of the project, so it listens on 127.0.0.1 only, answers only to its own host name (a web page
elsewhere could point a name of its own at this machine), takes no form without its token, and runs no script.
Starlette and uvicorn rather than the standard library's server: checking hosts, bodies and routes is their daily work.
"""

import datetime as dt
import hmac
import secrets
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pandas as pd
import uvicorn
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from pipeline.release.evidence import NoEvidence, boxes_of, evidence_png
from pipeline.reports.countries import country_name
from pipeline.review_form import NotWritten, decisions_from, fields_of, plain
from pipeline.reviewing import PortTaken, pending, released, write_decisions
from pipeline.screen import money
from pipeline.sources.catalogue import sha256_of

_HOSTS = ["127.0.0.1", "localhost"]
_LARGEST_FORM = 64 * 1024
_REPORTS = {".pdf", ".html", ".htm"}
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; img-src 'self'; style-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_PAGES = Environment(loader=PackageLoader("pipeline", "templates"), autoescape=True, undefined=StrictUndefined)
_PAGES.globals |= {"money": money, "plain": plain}


@dataclass
class Desk:
    """What the page works on: the release, the decisions file, the token of this run, and who reviews."""

    root: Path
    release: Path
    decisions: Path
    reviewer: str = ""
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    def waiting(self) -> tuple[list[dict[str, Any]], tuple[str, ...], int]:
        """Claims to decide with their document's title, problems of earlier decisions, and decisions made."""
        found = pending(self.release, self.decisions)
        titles = released(self.release, "documents").set_index("document_id")[["title", "kind"]]
        rows = [
            {str(k): None if pd.isna(v) else v for k, v in row.items()}
            | {"country": country_name(row["country_iso3"])}
            | {"title": plain(titles.at[row["document_id"], "title"]), "kind": titles.at[row["document_id"], "kind"]}
            for row in found.claims.to_dict("records")
        ]
        return rows, found.problems, found.made

    def claim(self, claim_id: str) -> tuple[dict[str, Any] | None, str | None, int]:
        """A waiting claim, the one after it, and how many wait."""
        rows = self.waiting()[0]
        ids = [r["claim_id"] for r in rows]
        if claim_id not in ids:
            return None, ids[0] if ids else None, len(ids)
        place = ids.index(claim_id)
        return rows[place], ids[place + 1] if place + 1 < len(ids) else None, len(ids)

    def image(self, claim_id: str) -> bytes:
        """The claim's sentence on its page.

        Raises:
            NoEvidence: it cannot be shown.
        """
        claim = self.claim(claim_id)[0]
        if claim is None:
            raise NoEvidence("no such claim waits")
        documents = released(self.release, "documents").set_index("document_id")
        path = _file_with(self.root, plain(documents.at[claim["document_id"], "sha256"]))
        if path is None:
            raise NoEvidence("the file that was read is no longer held")
        if path.suffix.lower() != ".pdf":
            raise NoEvidence("the report was read from a web page, which has no page image")
        return evidence_png(path, boxes_of(claim["bbox"]))


def _file_with(root: Path, sha256: str) -> Path | None:
    """The report file with this content, wherever it lies: a file since replaced must not be shown as evidence."""
    held = (p for p in (root / "data" / "raw").rglob("*") if p.suffix.lower() in _REPORTS and p.is_file())
    for path in sorted(held):
        stat = path.stat()
        if _checksum(path, stat.st_mtime_ns, stat.st_size) == sha256:
            return path
    return None


@cache
def _checksum(path: Path, changed: int, size: int) -> str:
    return sha256_of(path)


def application(desk: Desk) -> Starlette:
    """The page as an application that answers to this machine's own names only."""

    def show(name: str, status: int = 200, **values: Any) -> Response:
        html = _PAGES.get_template(name).render(**values, token=desk.token, reviewer=desk.reviewer)
        return HTMLResponse(html, status, _HEADERS)

    def listing(request: Request) -> Response:
        rows, problems, made = desk.waiting()
        return show(
            "review_list.html.j2", rows=rows, problems=problems, made=made, said=request.query_params.get("said")
        )

    def page_of(
        claim_id: str, status: int = 200, wrong: str | None = None, form: Mapping[str, str] | None = None
    ) -> Response:
        claim, following, count = desk.claim(claim_id)
        if claim is None:
            return show("review_gone.html.j2", 404, following=following)
        before, amount, after = _marked(claim["sentence"], claim["amount_text"])
        return show(
            "review_claim.html.j2",
            status,
            claim=claim,
            fields=fields_of(claim),
            following=following,
            count=count,
            wrong=wrong,
            form=form or {},
            before=before,
            amount=amount,
            after=after,
        )

    def claim_page(request: Request) -> Response:
        return page_of(request.path_params["claim_id"])

    def place(request: Request) -> Response:
        try:
            picture = desk.image(request.path_params["claim_id"])
        except NoEvidence as problem:
            return PlainTextResponse(str(problem), 404, _HEADERS)
        return Response(picture, 200, _HEADERS, media_type="image/png")

    async def decide(request: Request) -> Response:
        origin = request.headers.get("origin")
        if origin is not None and origin != f"{request.url.scheme}://{request.headers['host']}":
            return PlainTextResponse("This form was sent from another page; nothing was written.", 403, _HEADERS)
        body = b""
        async for part in request.stream():
            body += part
            if len(body) > _LARGEST_FORM:
                return PlainTextResponse("The form is too large; nothing was written.", 413, _HEADERS)
        try:
            form = dict(parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=100))
        except ValueError:
            return PlainTextResponse("The form cannot be read; nothing was written.", 400, _HEADERS)
        if not hmac.compare_digest(form.get("token", "").encode(), desk.token.encode()):
            text = "The form is of another run of the page: go back, reload it and send it again. Nothing was written."
            return PlainTextResponse(text, 403, _HEADERS)
        return await run_in_threadpool(take, request.path_params["claim_id"], form)

    def take(claim_id: str, form: Mapping[str, str]) -> Response:
        claim, following, _ = desk.claim(claim_id)
        if claim is None:
            return show("review_gone.html.j2", 404, following=following)
        try:
            rows = decisions_from(form, claim, dt.datetime.now(dt.UTC).date().isoformat())
            write_decisions(desk.decisions, rows)
        except NotWritten as problem:
            return page_of(claim_id, 422, str(problem), form)
        except OSError as problem:
            return page_of(claim_id, 500, f"{desk.decisions}: not written ({problem.strerror}).", form)
        desk.reviewer = str(rows[0]["reviewer"])
        return RedirectResponse(f"/claim/{following}" if following else "/?said=done", 303, _HEADERS)

    def style(request: Request) -> Response:
        return Response(_PAGES.get_template("review.css").render(), 200, _HEADERS, media_type="text/css")

    return Starlette(
        routes=[
            Route("/", listing),
            Route("/review.css", style),
            Route("/claim/{claim_id:str}", claim_page, methods=["GET"]),
            Route("/claim/{claim_id:str}", decide, methods=["POST"]),
            Route("/claim/{claim_id:str}/place.png", place),
        ],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=_HOSTS, www_redirect=False)],
    )


def _marked(sentence: str, amount: str | None) -> tuple[str, str, str]:
    """A sentence in three: before the amount, the amount as printed, after it."""
    before, found, after = sentence.partition(amount) if amount else (sentence, "", "")
    return before, found, after


def serve(
    root: Path, release: Path, decisions: Path, port: int, reviewer: str | None, tell: Callable[[str], None]
) -> None:
    """Serves the page on 127.0.0.1 until it is interrupted.

    Raises:
        NoRelease: no release in the folder.
        PortTaken: another program listens there.
    """
    desk = Desk(root.absolute(), release, decisions, reviewer or "")
    desk.waiting()
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(("127.0.0.1", port))
        except OSError as problem:
            raise PortTaken(f"port {port} cannot be used ({problem.strerror}); give another with --port") from None
        tell(
            f"The review page is at http://127.0.0.1:{listening.getsockname()[1]}/ on this machine only; Ctrl+C ends it."
        )
        uvicorn.Server(uvicorn.Config(application(desk), log_level="warning", server_header=False)).run([listening])
