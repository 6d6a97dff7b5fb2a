"""A download is whole or absent, whatever the server does. A real https server on loopback does it."""

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.sources.addresses import Allowed, NotAllowed
from pipeline.sources.download import Downloader, Limits, NotFetched, Unreachable, user_agent
from tests.sources.loopback import (
    Answer,
    Clock,
    Handler,
    Net,
    cut_at,
    in_turn,
    loopback,
    ranged,
    raw,
    redirect,
    serve,
    status,
)

BODY = bytes(range(256)) * 4000
NOW = datetime(2026, 7, 1, 12, 0, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Net]:
    with loopback(tmp_path_factory.mktemp("server")) as net:
        yield net


@pytest.fixture
def net(server: Net) -> Net:
    server.answers.clear()
    server.asked.clear()
    return server


@pytest.fixture
def clock() -> Clock:
    return Clock()


def downloader(net: Net, clock: Clock, **limits: float) -> Downloader:
    return Downloader(
        Allowed(frozenset({"localhost"}), frozenset({net.port})),
        Limits(**{"pause": 0, "stall": 5, **limits}),  # type: ignore[arg-type]
        authorities=net.authorities,
        sleep=clock.sleep,
        clock=clock,
        now=lambda: NOW,
        chance=lambda: 0.5,
    )


@pytest.fixture
def part(tmp_path: Path) -> Path:
    return tmp_path / "x.part"


def problem(net: Net, clock: Clock, part: Path, path: str = "/a", **limits: float) -> NotFetched:
    with pytest.raises(NotFetched) as caught:
        downloader(net, clock, **limits).get(net.url(path), part)
    assert "\n" not in str(caught.value)
    return caught.value


def test_a_file_comes_whole_and_the_agent_says_who_asks(net: Net, clock: Clock, part: Path) -> None:
    net.answers["/a"] = serve(BODY, ETag='"1"', Last_Modified="Wed, 01 Jul 2026 10:00:00 GMT")
    got = downloader(net, clock).get(net.url("/a"), part)
    assert got is not None
    assert part.read_bytes() == BODY
    assert (got.etag, got.last_modified) == ('"1"', "Wed, 01 Jul 2026 10:00:00 GMT")
    assert net.asked[0][1]["User-Agent"] == user_agent()
    assert user_agent().startswith("Mozilla/5.0 (compatible; reintegration-funding")
    assert user_agent("https://example.org/who").endswith("; +https://example.org/who)")
    assert list(part.parent.iterdir()) == [part]


def test_what_is_unchanged_is_not_sent_again(net: Net, clock: Clock, part: Path) -> None:
    net.answers["/a"] = lambda h: h.reply(304 if h.headers.get("If-None-Match") == '"1"' else 200, b"")
    assert downloader(net, clock).get(net.url("/a"), part, etag='"1"') is None
    assert not part.exists()


def test_a_redirect_to_a_listed_host_is_followed(net: Net, clock: Clock, part: Path) -> None:
    net.answers |= {"/a": redirect("/b", 301), "/b": redirect(net.url("/c"), 308), "/c": serve(BODY)}
    got = downloader(net, clock).get(net.url("/a"), part)
    assert got is not None
    assert got.url == net.url("/c")


@pytest.mark.parametrize(
    "location",
    [
        "https://127.0.0.1:{port}/c",
        "http://localhost:{port}/c",
        "//127.0.0.1:{port}/c",
        "https://localhost:1/c",
        "https://localhost@127.0.0.1:{port}/c",
        "https://user:pass@localhost:{port}/c",
        "file:///etc/passwd",
        "https://[::1",
        "\\\\127.0.0.1\\c",
    ],
)
def test_a_redirect_elsewhere_is_refused_and_nothing_is_asked_there(
    net: Net, clock: Clock, part: Path, location: str
) -> None:
    net.answers |= {"/a": redirect(location.format(port=net.port)), "/c": serve(BODY)}
    with pytest.raises(NotAllowed, match="leads elsewhere"):
        downloader(net, clock).get(net.url("/a"), part)
    assert net.paths() == ["/a"]
    assert not part.exists()


@pytest.mark.parametrize(
    "url", ["http://localhost/a", "https://127.0.0.1/a", "ftp://localhost/a", "nonsense", "https://localhost:x/"]
)
def test_only_https_and_listed_hosts_are_asked(net: Net, clock: Clock, part: Path, url: str) -> None:
    with pytest.raises(NotAllowed):
        downloader(net, clock).get(url, part)
    assert net.asked == []


def test_redirects_in_a_circle_and_without_end_are_left(net: Net, clock: Clock, part: Path) -> None:
    net.answers |= {"/a": redirect("/b"), "/b": redirect("/a")}
    assert problem(net, clock, part).kind == "redirects"
    net.answers |= {f"/{n}": redirect(f"/{n + 1}") for n in range(20)}
    assert "more than 5 redirects" in str(problem(net, clock, part, "/0"))


@pytest.mark.parametrize(
    ("code", "kind", "asked"), [(404, "missing", 1), (410, "missing", 1), (403, "refused", 1), (401, "refused", 1), (418, "status 418", 1), (500, "status 500", 5), (503, "status 503", 5), (429, "status 429", 5)]
)  # fmt: skip
def test_statuses_are_told_apart(net: Net, clock: Clock, part: Path, code: int, kind: str, asked: int) -> None:
    net.answers["/a"] = status(code)
    assert problem(net, clock, part).kind == kind
    assert len(net.asked) == asked
    assert not part.exists()


def test_a_refusal_says_what_to_do(net: Net, clock: Clock, part: Path) -> None:
    net.answers["/a"] = status(403)
    assert "with a browser and put it into data/raw/inbox" in str(problem(net, clock, part))


def test_pauses_grow_between_tries(net: Net, clock: Clock, part: Path) -> None:
    net.answers["/a"] = in_turn(status(500), status(502), status(503), serve(BODY))
    assert downloader(net, clock).get(net.url("/a"), part)
    assert clock.slept == [1, 2, 4]


@pytest.mark.parametrize("asked", ["7", "Wed, 01 Jul 2026 12:00:07 GMT"])
def test_the_pause_a_server_asks_for_is_kept(net: Net, clock: Clock, part: Path, asked: str) -> None:
    net.answers["/a"] = in_turn(status(429, Retry_After=asked), serve(BODY))
    assert downloader(net, clock).get(net.url("/a"), part)
    assert clock.slept == [7.5]


def test_a_pause_of_an_hour_is_for_another_day(net: Net, clock: Clock, part: Path) -> None:
    net.answers["/a"] = status(429, Retry_After="3600")
    assert "asks to wait 60 minutes" in str(problem(net, clock, part))
    assert clock.slept == []


def test_requests_to_one_host_keep_a_distance(net: Net, clock: Clock, part: Path) -> None:
    net.answers |= {"/a": redirect("/b"), "/b": serve(BODY)}
    assert downloader(net, clock, pause=2).get(net.url("/a"), part)
    assert clock.slept == [2]


def test_a_download_that_was_cut_off_goes_on_where_it_stopped(net: Net, clock: Clock, part: Path) -> None:
    net.answers["/a"] = in_turn(cut_at(BODY, 300_000, ETag='"1"'), ranged(BODY, ETag='"1"'))
    assert downloader(net, clock).get(net.url("/a"), part)
    assert part.read_bytes() == BODY
    assert net.asked[1][1]["Range"] == "bytes=300000-"
    assert net.asked[1][1]["If-Range"] == '"1"'


def test_it_goes_on_in_another_run_too(net: Net, clock: Clock, part: Path) -> None:
    net.answers["/a"] = cut_at(BODY, 300_000, ETag='"1"')
    assert problem(net, clock, part, tries=1).kind == "cut off"
    net.answers["/a"] = ranged(BODY, ETag='"1"')
    assert downloader(net, clock).get(net.url("/a"), part)
    assert part.read_bytes() == BODY


def test_a_part_of_an_older_version_is_thrown_away(net: Net, clock: Clock, part: Path) -> None:
    net.answers["/a"] = cut_at(BODY, 300_000, ETag='"1"')
    problem(net, clock, part, tries=1)
    net.answers["/a"] = ranged(BODY[::-1], ETag='"2"')
    assert downloader(net, clock).get(net.url("/a"), part)
    assert part.read_bytes() == BODY[::-1]


def test_a_part_of_another_address_is_thrown_away(net: Net, clock: Clock, part: Path) -> None:
    net.answers["/a"] = cut_at(BODY, 300_000, ETag='"1"')
    problem(net, clock, part, tries=1)
    net.answers["/b"] = ranged(BODY[::-1], ETag='"1"')
    assert downloader(net, clock).get(net.url("/b"), part)
    assert part.read_bytes() == BODY[::-1]


@pytest.mark.parametrize("weak", [None, 'W/"1"'])
def test_without_a_strong_mark_it_starts_anew(net: Net, clock: Clock, part: Path, weak: str | None) -> None:
    headers = {"ETag": weak} if weak else {}
    net.answers["/a"] = in_turn(cut_at(BODY, 300_000, **headers), serve(BODY, **headers))
    assert downloader(net, clock).get(net.url("/a"), part)
    assert "Range" not in net.asked[1][1]
    assert part.read_bytes() == BODY


def test_a_server_that_refuses_ranges_sends_it_all(net: Net, clock: Clock, part: Path) -> None:
    net.answers["/a"] = in_turn(cut_at(BODY, 300_000, ETag='"1"'), serve(BODY, ETag='"1"'))
    assert downloader(net, clock).get(net.url("/a"), part)
    assert part.read_bytes() == BODY


@pytest.mark.parametrize("lie", ["bytes 5-9/10", "bytes */10", "", "nonsense"])
def test_a_wrong_part_is_never_joined_on(net: Net, clock: Clock, part: Path, lie: str) -> None:
    wrong = lambda h: h.reply(206, b"wrong", Content_Range=lie, ETag='"1"')  # noqa: E731
    net.answers["/a"] = in_turn(cut_at(BODY, 300_000, ETag='"1"'), wrong, serve(BODY, ETag='"1"'))
    assert downloader(net, clock).get(net.url("/a"), part)
    assert part.read_bytes() == BODY


def test_a_part_longer_than_the_file_starts_anew(net: Net, clock: Clock, part: Path) -> None:
    net.answers["/a"] = cut_at(BODY, 300_000, ETag='"1"')
    problem(net, clock, part, tries=1)
    net.answers["/a"] = ranged(BODY[:1000], ETag='"1"')
    assert downloader(net, clock).get(net.url("/a"), part)
    assert part.read_bytes() == BODY[:1000]


def test_a_length_that_is_always_a_lie_is_no_file(net: Net, clock: Clock, part: Path) -> None:
    net.answers["/a"] = cut_at(BODY, len(BODY) - 1)
    assert problem(net, clock, part).kind == "cut off"
    assert len(net.asked) == 5


def test_a_huge_file_is_refused_before_it_is_sent(net: Net, clock: Clock, part: Path) -> None:
    net.answers["/a"] = lambda h: h.reply(200, b"x", length=10**12)
    assert problem(net, clock, part, bytes=1000).kind == "too large"
    assert not part.exists()


def _without_end(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    try:
        for _ in range(10_000):
            handler.wfile.write(b"400\r\n" + b"x" * 1024 + b"\r\n")
    except OSError:
        handler.close_connection = True


def test_a_body_without_end_is_left_at_the_limit(net: Net, clock: Clock, part: Path) -> None:
    net.answers["/a"] = _without_end
    assert problem(net, clock, part, bytes=100_000).kind == "too large"
    assert part.stat().st_size <= 100_000


def test_a_small_packet_that_unpacks_to_much_is_left_at_the_limit(net: Net, clock: Clock, part: Path) -> None:
    net.answers["/a"] = serve(gzip.compress(b"0" * 50_000_000), Content_Encoding="gzip")
    assert problem(net, clock, part, bytes=1_000_000).kind == "too large"


def test_what_comes_packed_although_nobody_asked_is_unpacked(net: Net, clock: Clock, part: Path) -> None:
    net.answers["/a"] = serve(gzip.compress(BODY), Content_Encoding="gzip", ETag='"1"')
    assert downloader(net, clock).get(net.url("/a"), part)
    assert part.read_bytes() == BODY


def test_a_slow_drip_ends_at_the_time_limit(net: Net, part: Path) -> None:
    clock = Clock(tick=1)  # every look at the clock is a second later
    sent = threading.Event()

    def drip(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        try:
            for _ in range(1000):
                handler.wfile.write(b"x")
                handler.wfile.flush()
                sent.wait(0.002)
        except OSError:
            handler.close_connection = True

    net.answers["/a"] = drip
    assert problem(net, clock, part, seconds=20).kind == "too slow"


def test_a_server_that_falls_silent_is_tried_again_and_left(net: Net, clock: Clock, part: Path) -> None:
    over = threading.Event()

    def silent(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.flush()
        over.wait(5)
        handler.close_connection = True

    net.answers["/a"] = silent
    assert problem(net, clock, part, stall=0.1, tries=2).kind == "stalled"
    over.set()
    assert len(net.asked) == 2


def test_a_certificate_that_nobody_vouches_for_is_refused(net: Net, clock: Clock, part: Path) -> None:
    stranger = Downloader(
        Allowed(frozenset({"localhost"}), frozenset({net.port})), Limits(pause=0), sleep=clock.sleep, clock=clock
    )
    with pytest.raises(NotFetched, match="certificate is not trusted"):
        stranger.get(net.url("/a"), part)
    assert net.asked == []


def test_a_host_that_is_not_there_is_unreachable(net: Net, clock: Clock, part: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    nobody = Downloader(Allowed(frozenset({"localhost"}), frozenset({port})), sleep=clock.sleep, clock=clock)
    with pytest.raises(Unreachable, match="no connection"):
        nobody.get(f"https://localhost:{port}/a", part)
    assert not part.exists()


def test_no_name_from_the_server_becomes_a_path(net: Net, clock: Clock, part: Path) -> None:
    net.answers["/a%2F..%2F..%2Fevil.pdf"] = serve(BODY, Content_Disposition='attachment; filename="../../../evil.pdf"')
    assert downloader(net, clock).get(net.url("/a%2F..%2F..%2Fevil.pdf"), part)
    assert [p.name for p in part.parent.iterdir()] == ["x.part"]


def test_no_password_of_this_machine_is_sent(net: Net, clock: Clock, part: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:  # fmt: skip
    (tmp_path / "netrc").write_text("machine localhost login invented password invented\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    net.answers["/a"] = serve(BODY)
    assert downloader(net, clock).get(net.url("/a"), part)
    assert "Authorization" not in net.asked[0][1]


HEAD = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    "answer",
    [
        raw(HEAD, endless=b"X", pause=0.05),
        raw(HEAD, endless=b"X-More: y\r\n", pause=0.05),
        raw(endless=b"HTTP/1.1 100 Continue\r\n\r\n" * 1000),
        raw(HEAD + b"\r\n", endless=b"x", pause=0.05),
    ],
    ids=["a header that drips", "headers that drip", "continue, continue", "a body that drips"],
)
def test_no_answer_takes_longer_than_the_time_limit(net: Net, clock: Clock, part: Path, answer: Answer) -> None:
    """None of them is ever silent for as long as a socket's own timeout."""
    net.answers["/a"] = answer
    begun = time.monotonic()
    assert problem(net, clock, part, seconds=0.4, stall=30).kind == "too slow"
    assert time.monotonic() - begun < 5


def test_a_redirect_with_a_body_without_end_is_not_read(net: Net, clock: Clock, part: Path) -> None:
    net.answers["/a"] = raw(b"HTTP/1.1 302 Found\r\nLocation: /b\r\n\r\n", endless=b"x" * 100_000)
    net.answers["/b"] = serve(BODY)
    got = downloader(net, clock, seconds=5).get(net.url("/a"), part)
    assert got is not None
    assert got.path.read_bytes() == BODY


def test_a_connection_that_breaks_off_is_tried_again(net: Net, clock: Clock, part: Path) -> None:
    net.answers["/a"] = in_turn(raw(), raw(b"\x1b[31m no http\r\n\r\n"), serve(BODY))
    got = downloader(net, clock).get(net.url("/a"), part)
    assert got is not None
    assert got.path.read_bytes() == BODY
    assert len(clock.slept) == 2


def test_an_answer_that_is_no_http_is_not_taken_for_a_missing_host(net: Net, clock: Clock, part: Path) -> None:
    net.answers["/a"] = raw(b"\x1b[31m no http\r\n\r\n")
    told = problem(net, clock, part)
    assert (told.kind, type(told) is Unreachable) == ("cut off", False)
    assert "\x1b" not in str(told)


@pytest.mark.parametrize(
    "header",
    [b"Content-Length: \xb2", b"Content-Length: " + b"9" * 5000, b"Content-Length: -5", b"Content-Length: 1e3"],
)
def test_a_length_that_is_no_number_is_none(net: Net, clock: Clock, part: Path, header: bytes) -> None:
    net.answers["/a"] = raw(HEAD + header + b"\r\n\r\n" + BODY)
    got = downloader(net, clock).get(net.url("/a"), part)
    assert got is not None
    assert got.path.read_bytes() == BODY


@pytest.mark.parametrize("asked", ["\xb2", "9" * 400, "-5", "Wed, 21 Oct 99999999 07:28:00 GMT", "soon"])
def test_a_pause_that_is_no_number_is_our_own(net: Net, clock: Clock, part: Path, asked: str) -> None:
    net.answers["/a"] = in_turn(status(429, Retry_After=asked), serve(BODY))
    assert downloader(net, clock).get(net.url("/a"), part)
    assert clock.slept == [1.0]


def test_two_lengths_are_no_answer(net: Net, clock: Clock, part: Path) -> None:
    net.answers["/a"] = raw(HEAD + b"Content-Length: 10\r\nContent-Length: 20\r\n\r\n" + BODY)
    assert "contradicts itself" in str(problem(net, clock, part))


def test_unchanged_is_believed_only_where_it_was_asked(net: Net, clock: Clock, part: Path) -> None:
    net.answers["/a"] = status(304)
    assert problem(net, clock, part).kind == "status 304"


def test_what_comes_packed_and_cut_short_is_no_file(net: Net, clock: Clock, part: Path) -> None:
    """No length tells it: only the packing itself does."""
    net.answers["/a"] = raw(HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(BODY)[:-20])
    assert problem(net, clock, part).kind == "cut off"
    assert not part.with_name(part.name + ".unpacked").exists()


@pytest.mark.parametrize("packing", ["gzip, gzip", "deflate", "br", "x\x0by"])
def test_other_packings_are_refused(net: Net, clock: Clock, part: Path, packing: str) -> None:
    net.answers["/a"] = serve(BODY, Content_Encoding=packing)
    assert problem(net, clock, part).kind == "packed"


def test_no_cookie_is_sent_back(net: Net, clock: Clock, part: Path) -> None:
    net.answers["/a"] = in_turn(status(503, Set_Cookie="a=" + "y" * 4000), serve(BODY))
    assert downloader(net, clock).get(net.url("/a"), part)
    assert not any("Cookie" in headers for _, headers in net.asked)


def test_an_address_with_accents_is_asked_as_the_server_wrote_it(net: Net, clock: Clock, part: Path) -> None:
    net.answers["/a"] = raw("HTTP/1.1 302 Found\r\nLocation: /\u00e9\r\nContent-Length: 0\r\n\r\n".encode())
    net.answers["/%C3%A9"] = serve(BODY)
    assert downloader(net, clock).get(net.url("/a"), part)
