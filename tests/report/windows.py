"""Pages opened in the browser of the tests."""

import time
from pathlib import Path

from selenium import webdriver

Browser = webdriver.Chrome


def seen_on(browser: Browser, width: int, scheme: str) -> None:
    """From now on the window is so wide, and the paper light or dark."""
    screen = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
    features = [("prefers-color-scheme", scheme), ("prefers-reduced-motion", "reduce")]  # one arrives at once
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": name, "value": value} for name, value in features]}
    )


def opened(
    browser: Browser, path: Path, *, width: int = 1100, scheme: str = "light", script: bool = True, at: str = ""
) -> None:
    """The page at ``path`` in a window of this width, on this paper, when all its charts are drawn."""
    seen_on(browser, width, scheme)
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not script})
    for log in ("browser", "performance"):
        browser.get_log(log)  # what was logged before
    if at:
        browser.get("about:blank")  # or one would stay on the page and only move on it
    browser.get(path.as_uri() + at)
    if not script:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
        return
    until = time.monotonic() + 30
    ready = "return !document.getElementById('specs') || document.documentElement.classList.contains('ready')"
    while not browser.execute_script(ready):
        assert time.monotonic() < until, browser.get_log("browser")
        time.sleep(0.05)
