"""Measure pages with Lighthouse, which has to be installed beforehand: npm install lighthouse.

Usage, in the root of the project: python -m tools.lighthouse PATH_OF_LIGHTHOUSE [address ...]
Writes the scores of each category, and what keeps one from 100.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.six_weeks import TOKEN
from tools.screenshots import six_weeks_later

PAGES = ("/", "/check", "/today", "/log", "/progress", "/learn")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
_WHOLE = 100


def main() -> None:
    """Measure the pages that were named, or a few of each kind."""
    lighthouse, *pages = sys.argv[1:]
    with six_weeks_later() as address, tempfile.TemporaryDirectory() as folder:
        for page in pages or PAGES:
            report = measured(lighthouse, f"{address}{page}", Path(folder))
            scores = {name: round(report["categories"][name]["score"] * _WHOLE) for name in CATEGORIES}
            print(page, *(f"{name} {score}" for name, score in scores.items()))  # noqa: T201 - for whoever runs it
            for name, score in scores.items():
                for line in missing(report, name) if score < _WHOLE else ():
                    print(f"    {name}: {line}")  # noqa: T201


def measured(lighthouse: str, address: str, folder: Path) -> dict[str, Any]:
    """Return what Lighthouse says of a page."""
    out, headers = folder / "report.json", folder / "headers.json"
    headers.write_text(json.dumps({"Cookie": f"loosen={TOKEN}"}), encoding="utf-8")
    command = [lighthouse, address, "--quiet", "--output=json", f"--output-path={out}", f"--extra-headers={headers}"]
    command += [f"--only-categories={','.join(CATEGORIES)}", "--chrome-flags=--headless=new --no-sandbox"]
    browser = shutil.which("chromium") or ""
    subprocess.run(command, check=True, env={**os.environ, "CHROME_PATH": browser})  # noqa: S603 - named by whoever runs it
    found: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return found


def missing(report: dict[str, Any], category: str) -> list[str]:
    """Return the audits that keep a category from 100."""
    counted = [one["id"] for one in report["categories"][category]["auditRefs"] if one["weight"]]
    audits = (report["audits"][name] for name in counted)
    return [
        f"{audit['id']}: {audit['title']} {audit.get('displayValue', '')}".strip()
        for audit in audits
        if audit["score"] is not None and audit["score"] < 1
    ]


if __name__ == "__main__":
    main()
