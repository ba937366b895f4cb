"""Write the bill of materials: `make sbom`, or `python -m tests.supply FILE`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.supply.bill import ROOT, bill

if __name__ == "__main__":
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "sbom.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(bill(), indent=1) + "\n", encoding="utf-8")
    print(out)
