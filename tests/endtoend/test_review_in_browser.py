"""A decision from the click in a browser over the decisions file to the rebuilt figure."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from selenium.webdriver import ActionChains
from selenium.webdriver.chrome.webdriver import WebDriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

from tests import small_project as small
from tests.endtoend.browser import chromium, free_port, served
from tests.endtoend.project import DOUBTFUL_AMOUNT, FILE, add_edition, environment, typeset

YEAR = ("MKD", 2025, "victim_assistance")


def best(root: Path) -> pd.Series:
    years = pd.read_parquet(root / "data/curated/parquet/country_year.parquet", dtype_backend="numpy_nullable")
    return years.set_index(["country_iso3", "funding_year", "purpose_group"]).loc[YEAR]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = small.built(tmp_path_factory)
    typeset(root / FILE)
    add_edition(root)
    done = small.run(root, "build")
    assert done.returncode == 0, done.stderr
    return root


@pytest.fixture(scope="module")
def address(project: Path) -> Iterator[str]:
    port = free_port()
    url = f"http://127.0.0.1:{port}/"
    with served(["pipeline.cli", "review", "--page", "--port", str(port)], project, environment(project), url) as said:
        yield url
        assert "Traceback" not in said.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def browser() -> Iterator[WebDriver]:
    with chromium() as driver:
        yield driver


def decisions(root: Path) -> list[dict[str, str]]:
    with (root / "data/raw/review/decisions.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def errors(browser: WebDriver) -> list[str]:
    return [e["message"] for e in browser.get_log("browser") if "favicon" not in e["message"]]


def written(browser: WebDriver) -> None:
    """Waits until the page says that the decision was written."""
    WebDriverWait(browser, 60).until(lambda b: b.find_elements(By.CSS_SELECTOR, "[role=status]"))


def set_field(browser: WebDriver, name: str, value: str) -> None:
    field = browser.find_element(By.ID, f"f-{name}")
    field.clear()
    field.send_keys(value)


def test_the_most_valuable_doubt_comes_first_with_its_place_on_the_page(browser: WebDriver, address: str) -> None:
    browser.get(address)
    first = browser.find_element(By.CSS_SELECTOR, "tbody tr")
    assert "North Macedonia" in first.text
    assert "9,999,999" in first.text
    first.find_element(By.TAG_NAME, "a").click()
    assert browser.find_element(By.TAG_NAME, "mark").text.startswith("7,777,777 denars")
    picture = browser.find_element(By.CSS_SELECTOR, "figure img")
    WebDriverWait(browser, 30).until(lambda b: b.execute_script("return arguments[0].complete", picture))
    width, height = (
        browser.execute_script(f"return arguments[0].natural{side}", picture) for side in ("Width", "Height")
    )
    assert width > 200
    assert height > 100
    assert Select(browser.find_element(By.ID, "f-purpose")).first_selected_option.text == "shelter"
    assert errors(browser) == []


def test_the_pages_fit_a_narrow_window(address: str) -> None:
    with chromium(420, 900) as browser:
        for page in ("list", "claim"):
            if page == "list":
                browser.get(address)
            else:
                browser.find_element(By.CSS_SELECTOR, "tbody a").click()
            wide, window = (
                browser.execute_script(f"return {w}") for w in ("document.documentElement.scrollWidth", "innerWidth")
            )
            assert wide <= window, page


def test_a_correction_reaches_the_file_and_the_rebuilt_figure(browser: WebDriver, address: str, project: Path) -> None:
    assert best(project)["best"] == DOUBTFUL_AMOUNT
    browser.get(address)
    browser.find_element(By.CSS_SELECTOR, "tbody a").click()
    set_field(browser, "amount_low", "8888888")
    set_field(browser, "amount_high", "8888888")
    browser.find_element(By.ID, "reason").send_keys("the page says so")
    browser.find_element(By.ID, "reviewer").send_keys("Invented Person")
    browser.find_element(By.CSS_SELECTOR, "button[value=correct]").click()
    written(browser)
    assert [(r["field"], r["value"], r["reviewer"]) for r in decisions(project)] == [
        ("amount_low", "8888888", "Invented Person"),
        ("amount_high", "8888888", "Invented Person"),
    ]
    done = small.run(project, "build")
    assert done.returncode == 0, done.stderr
    assert best(project)["best"] == 8_888_888
    claims = pd.read_parquet(project / "data/curated/parquet/claims.parquet")
    assert claims.loc[claims["amount_low"] == 8_888_888, "review"].tolist() == ["corrected"]


def test_a_rejection_needs_a_reason_and_works_by_keyboard_alone(
    browser: WebDriver, address: str, project: Path
) -> None:
    (project / "data/raw/review/decisions.csv").unlink(missing_ok=True)
    assert small.run(project, "build").returncode == 0  # without the decision the claim waits again
    browser.get(address)
    WebDriverWait(browser, 60).until(lambda b: b.switch_to.active_element.text.startswith("North Macedonia"))
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    browser.find_element(By.CSS_SELECTOR, "button[value=reject]").send_keys(Keys.ENTER)
    assert not (project / "data/raw/review/decisions.csv").exists()  # the browser asks for the reason first
    assert browser.switch_to.active_element.get_attribute("id") == "reason"
    keys = ActionChains(browser).send_keys("no such money").send_keys(Keys.TAB)
    keys.send_keys(*([Keys.BACKSPACE] * 30), "Another Person").send_keys(Keys.TAB, Keys.TAB, Keys.TAB, Keys.ENTER)
    keys.perform()
    written(browser)
    assert [(r["decision"], r["reason"], r["reviewer"]) for r in decisions(project)] == [
        ("reject", "no such money", "Another Person")
    ]
    assert small.run(project, "build").returncode == 0
    with pytest.raises(KeyError):
        best(project)
