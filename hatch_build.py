"""Build hook: a wheel carries the bundled assignment, an editable install finds it in the checkout."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BundleHook(BuildHookInterface[Any]):
    """Puts `assignments/` and `solutions/` into the package of a standard wheel, where `grader demo` looks for them."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Adds the folders unless this is an editable install, which must not hold copies that go stale."""
        if version == "standard":
            bundled = {name: f"grader/bundled/{name}" for name in ("assignments", "solutions")}
            build_data["force_include"].update(bundled)
