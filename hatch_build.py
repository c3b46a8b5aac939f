"""Puts lunr.js into our wheel, editable installs included.

It is taken from a build requirement, checked and minified, and never committed. Why from there:
`docs/decisions/0003-lunr-js-is-a-build-requirement.md`.
"""

import hashlib
import importlib.util
from pathlib import Path
from typing import Any

import rjsmin
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCE = "contrib/search/templates/search/lunr.js"
SHA256 = "c1a28d9e95163292fbcc07ff794f1f0e1ade8741c513afe96d5b1046a18110bc"
"""Of the whole file: a beginning of it could be forged in minutes."""
NOTICE = """/*! lunr 2.3.9 - https://lunrjs.com - Copyright (C) 2020 Oliver Nightingale - MIT */
"""


class LunrHook(BuildHookInterface):
    """Writes `generator/_vendor/lunr.min.js`, for wheels and editable installs alike."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Take lunr.js from the properdocs package, without importing it."""
        spec = importlib.util.find_spec("properdocs")
        if spec is None or spec.origin is None:
            raise RuntimeError(
                "properdocs, the build requirement that carries lunr.js, is missing"
            )
        source = (Path(spec.origin).parent / SOURCE).read_bytes()
        found = hashlib.sha256(source).hexdigest()
        if found != SHA256:
            raise RuntimeError(
                f"lunr.js in properdocs has SHA-256 {found}, expected {SHA256}"
            )
        target = Path(self.root) / "generator" / "_vendor" / "lunr.min.js"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(
            NOTICE + rjsmin.jsmin(source.decode("utf-8")) + "\n", encoding="utf-8"
        )
