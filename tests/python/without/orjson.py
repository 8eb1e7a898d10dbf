"""Stands before the `orjson` that is installed, and is as good as none."""

raise ModuleNotFoundError("hidden from this run", name="orjson")
