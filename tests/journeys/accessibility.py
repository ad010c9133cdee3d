"""axe-core, run in the page: no violation is accepted."""

import json
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text("utf-8")
# Preloading style sheets, axe adds a style that our policy refuses; only an experimental rule needs them.
OPTIONS = "{resultTypes: ['violations'], preload: false}"
RUN = f"() => axe.run(document, {OPTIONS}).then(r => JSON.stringify(r.violations))"


def assert_accessible(page: Page) -> None:
    """Fail with a line for each place on the page that breaks one of axe's rules."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    violations = json.loads(page.evaluate(RUN))
    assert not violations, "\n".join([f"{page.url} breaks:", *map(_line, violations)])


def too_wide(page: Page) -> int:
    """Give by how much a page is wider than its window, in CSS pixels."""
    return page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")


def _line(violation: dict[str, Any]) -> str:
    places = "".join(
        f"\n    {' '.join(map(str, node['target']))}: {node['html']}\n      {node.get('failureSummary', '')}"
        for node in violation["nodes"][:5]
    )
    return f"  {violation['id']} ({violation['impact']}): {violation['help']}{places}"
