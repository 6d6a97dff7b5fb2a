"""`make dev` for real: the UI listens on this machine only and shows lineage, jobs, schedule, sensor and figures."""

import json
import re
import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import small_project as small
from tests.endtoend.browser import free_port, served
from tests.endtoend.project import ROOT, environment


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.built(tmp_path_factory)


@pytest.fixture(scope="module")
def port(project: Path) -> Iterator[int]:
    number = free_port()
    recipe = next(line for line in (ROOT / "Makefile").read_text().splitlines() if "dagster dev" in line)
    arguments = ["dagster", *recipe.split("dagster ", 1)[1].split(), "-m", "pipeline.definitions", "-p", str(number)]
    with served(arguments, project, environment(project), f"http://127.0.0.1:{number}/server_info"):
        yield number


def ask(port: int, query: str) -> dict[str, Any]:
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/graphql",
        json.dumps({"query": query}).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        body = json.load(answer)
    assert "errors" not in body, body
    return dict(body["data"])


def test_the_ui_listens_on_this_machine_only(port: int) -> None:
    addresses = {
        a[4][0]
        for a in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
        if not a[4][0].startswith("127.")
    }
    listening = subprocess.run(["cat", "/proc/net/tcp"], capture_output=True, text=True, check=True).stdout
    bound = re.findall(rf"^\s*\d+: ([0-9A-F]{{8}}):{port:04X} 00000000:0000 0A", listening, re.M)
    assert bound == ["0100007F"]
    for address in addresses:
        with socket.socket() as other:
            other.settimeout(5)
            assert other.connect_ex((address, port)) != 0


def test_the_definitions_load_with_jobs_schedule_and_sensor(port: int) -> None:
    repositories = ask(
        port,
        """{ repositoriesOrError { __typename ... on RepositoryConnection { nodes {
             jobs { name } schedules { name cronSchedule defaultStatus } sensors { name defaultStatus } } } } }""",
    )["repositoriesOrError"]
    assert repositories["__typename"] == "RepositoryConnection"
    (node,) = repositories["nodes"]
    assert {"refresh", "build", "release"} <= {j["name"] for j in node["jobs"]}
    assert node["schedules"] == [
        {"name": "look_for_new_reports", "cronSchedule": "0 6 1 * *", "defaultStatus": "STOPPED"}
    ]
    assert {"name": "inbox", "defaultStatus": "RUNNING"} in node["sensors"]


def test_lineage_leads_from_the_sources_to_the_release(port: int) -> None:
    nodes = ask(port, "{ assetNodes { assetKey { path } dependencyKeys { path } hasMaterializePermission } }")[
        "assetNodes"
    ]
    above = {n["assetKey"]["path"][0]: [d["path"][0] for d in n["dependencyKeys"]] for n in nodes}
    seen: set[str] = set()
    ahead = ["release"]
    while ahead:
        name = ahead.pop()
        if name not in seen:
            seen.add(name)
            ahead += above[name]
    assert {"report_files", "documents", "claims", "country_year", "agreement", "exchange_rates"} <= seen


def test_figures_over_time_are_numbers_that_the_ui_can_plot(port: int) -> None:
    def numbers(asset: str) -> dict[str, float]:
        found = ask(
            port,
            '{ assetOrError(assetKey: {path: ["' + asset + '"]}) { ... on Asset { assetMaterializations(limit: 1) {'
            " metadataEntries { label ... on IntMetadataEntry { intValue } ... on FloatMetadataEntry { floatValue } } } } } }",
        )["assetOrError"]["assetMaterializations"][0]["metadataEntries"]
        pairs = ((e["label"], e.get("intValue", e.get("floatValue"))) for e in found)
        return {label: value for label, value in pairs if value is not None}

    claims = numbers("claims")
    assert claims["dagster/row_count"] == claims["rows"] > 0
    assert 0 <= claims["share doubtful"] <= 1
    assert 0 < numbers("agreement")["hand-read share found"] <= 1
    assert numbers("exchange_rates")["rows"] > 1000
    assert numbers("country_year")["dagster/row_count"] > 0


def test_the_checks_of_the_last_run_are_shown(port: int) -> None:
    checks = ask(
        port,
        """{ assetNodes { assetKey { path } assetChecksOrError { ... on AssetChecks { checks {
             name blocking executionForLatestMaterialization { status } } } } } }""",
    )["assetNodes"]
    of_claims = next(n for n in checks if n["assetKey"]["path"] == ["claims"])["assetChecksOrError"]["checks"]
    assert {(c["name"], c["blocking"], c["executionForLatestMaterialization"]["status"]) for c in of_claims} == {
        ("claims_schema", True, "SUCCEEDED")
    }
