"""Makes the embedded runtime importable as `smithyc_runtime`, as emitted packages hold it."""

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

RUNTIME = Path(__file__).resolve().parents[3] / "src/backend/python/runtime"

if "smithyc_runtime" not in sys.modules:
    spec = spec_from_file_location(
        "smithyc_runtime", RUNTIME / "__init__.py", submodule_search_locations=[str(RUNTIME)]
    )
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    sys.modules["smithyc_runtime"] = module
    spec.loader.exec_module(module)
