"""Build hook: a wheel carries the assignment that the demo grades, an editable install finds it in the checkout."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BundleHook(BuildHookInterface[Any]):
    """Puts one assignment and its solution into the package of a standard wheel, where `grader demo` looks for them.

    It is the one that pyproject.toml names, so that no other course's solution is ever packed.
    """

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Adds the folders unless this is an editable install, which must not hold copies that go stale."""
        if version == "standard":
            slug = self.config["demo"]
            folders = (f"{half}/{slug}" for half in ("assignments", "solutions"))
            build_data["force_include"].update({folder: f"grader/bundled/{folder}" for folder in folders})
