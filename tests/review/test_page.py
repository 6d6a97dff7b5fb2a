"""The review page as HTTP: what it shows, and that nobody but its own form can write."""

import re
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
import uvicorn

from pipeline.release.publish import publish
from pipeline.review_page import Desk, application
from tests.claims_fixture import claims, documents, narratives
from tests.release.tables_fixture import release_tables

EVIL = 'The <script>alert(1)</script> state gave 123 lek "to" shelters & others.'


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    tables = release_tables()
    tables["claims"] = claims(
        {"amount": 123, "confidence": 0.3, "sentence": EVIL, "amount_text": "123 lek", "funder": '"><img src=x>'},
        {"amount": 99_000, "confidence": 0.3, "rule": "<b>rule</b>"},
        {"amount": 5, "confidence": 0.99},
    )
    tables |= {n: tables[n].iloc[:0] for n in ("country_year", "restatements", "article_table_1", "agreement")}
    tables["documents"] = documents("tip-2017", "tip-2018")
    tables["narratives"] = narratives(("tip-2017", "ALB"), ("tip-2018", "ALB"), ("tip-2018", "MKD"))
    publish(tables, tmp_path / "curated")
    return Desk(tmp_path, tmp_path / "curated", tmp_path / "review" / "decisions.csv")


class Client:
    """Talks to the page as it really runs, on a port of this machine."""

    def __init__(self, port: int) -> None:
        self.origin = f"http://127.0.0.1:{port}"

    def get(self, path: str, **more: Any) -> requests.Response:
        return requests.get(self.origin + path, timeout=30, allow_redirects=False, **more)

    def post(self, path: str, **more: Any) -> requests.Response:
        return requests.post(self.origin + path, timeout=30, allow_redirects=False, **more)


@pytest.fixture
def client(desk: Desk) -> Iterator[Client]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(application(desk), log_level="critical"))
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield Client(listening.getsockname()[1])
        server.should_exit = True
        thread.join()


def form(desk: Desk, **more: str) -> dict[str, str]:
    return {"token": desk.token, "decision": "accept", "reason": "seen", "reviewer": "Invented Person", **more}


def test_the_list_shows_what_waits_most_valuable_first(client: Client) -> None:
    page = client.get("/").text
    assert re.findall(r"/claim/(\w+)", page) == ["c2", "c1"]
    assert "2 claims wait" in page


def test_text_of_a_report_is_escaped_everywhere(client: Client) -> None:
    page = client.get("/claim/c1").text
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<img src=x>" not in page
    assert "<mark>123 lek</mark>" in page
    assert "<b>rule</b>" not in client.get("/claim/c2").text


def test_no_script_and_no_foreign_address_may_run_or_load(client: Client) -> None:
    policy = client.get("/").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8770", "127.0.0.1.evil.example", "192.168.1.2"])
def test_another_host_name_is_refused(client: Client, desk: Desk, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 400
    assert client.post("/claim/c1", data=form(desk), headers={"host": host}).status_code == 400
    assert not desk.decisions.exists()


@pytest.mark.parametrize("token", ["", "guess", "ü"])
def test_a_form_without_the_token_writes_nothing(client: Client, desk: Desk, token: str) -> None:
    assert client.post("/claim/c1", data=form(desk, token=token)).status_code == 403
    assert not desk.decisions.exists()


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:9999", "https://127.0.0.1"])
def test_a_form_of_another_page_writes_nothing(client: Client, desk: Desk, origin: str) -> None:
    assert client.post("/claim/c1", data=form(desk), headers={"origin": origin}).status_code == 403
    assert not desk.decisions.exists()


def test_a_decision_is_written_and_leads_to_the_next_claim(client: Client, desk: Desk) -> None:
    answer = client.post("/claim/c2", data=form(desk), headers={"origin": client.origin})
    assert (answer.status_code, answer.headers["location"]) == (303, "/claim/c1")
    assert "c2" in desk.decisions.read_text(encoding="utf-8")
    assert client.get("/claim/c2").status_code == 404
    assert 'value="Invented Person"' in client.get("/claim/c1").text
    answer = client.post("/claim/c1", data=form(desk, decision="reject"))
    assert answer.headers["location"] == "/?said=done"
    assert "Nothing waits" in client.get("/").text


def test_a_form_that_cannot_be_taken_comes_back_as_it_was_filled_in(client: Client, desk: Desk) -> None:
    answer = client.post("/claim/c1", data=form(desk, decision="correct", field_currency="lek<", reason="why <not>"))
    assert answer.status_code == 422
    assert "is no ISO 4217 code" in answer.text
    assert 'value="lek&lt;"' in answer.text
    assert "why &lt;not&gt;" in answer.text
    assert not desk.decisions.exists()


def test_a_claim_decided_elsewhere_meanwhile_is_not_decided_twice(client: Client, desk: Desk) -> None:
    client.post("/claim/c1", data=form(desk))
    assert client.post("/claim/c1", data=form(desk, decision="reject")).status_code == 404
    assert desk.decisions.read_text(encoding="utf-8").count("c1") == 1


def test_a_huge_or_broken_form_is_refused(client: Client, desk: Desk) -> None:
    assert client.post("/claim/c1", data=b"reason=" + b"x" * 100_000).status_code == 413
    assert client.post("/claim/c1", data=b"\xff\xfe").status_code == 400
    assert not desk.decisions.exists()


def test_a_decisions_file_that_cannot_be_written_says_so(client: Client, desk: Desk) -> None:
    desk.decisions.parent.write_text("a file where the folder should be", encoding="utf-8")
    answer = client.post("/claim/c1", data=form(desk))
    assert answer.status_code == 500
    assert "not written" in answer.text


def test_a_claim_whose_file_is_gone_says_so_instead_of_an_image(client: Client) -> None:
    answer = client.get("/claim/c1/place.png")
    assert (answer.status_code, answer.text) == (404, "the file that was read is no longer held")
    assert client.get("/claim/none/place.png").status_code == 404
