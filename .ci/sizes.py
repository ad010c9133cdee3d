"""Hold the budget of shared/style.md: no module over 400 lines, none named for being a drawer."""

import subprocess
import sys
from pathlib import Path

LINES = 400
DRAWERS = {"utils.py", "helpers.py", "common.py", "misc.py", "signals.py", "managers.py", "constants.py"}

listed = subprocess.run(["git", "ls-files", "*.py"], capture_output=True, text=True, check=True).stdout
problems = []
for path in map(Path, listed.splitlines()):
    if not path.exists():
        continue
    if path.name in DRAWERS:
        problems.append(f"{path}: name it for what is in it")
    length = len(path.read_text().splitlines())
    if length > LINES and "migrations" not in path.parts:
        problems.append(f"{path}: {length} lines, at most {LINES}")
print("\n".join(problems))
sys.exit(bool(problems))
