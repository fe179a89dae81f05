"""Rules of the whole house: sizes, layout, names, documentation, pinned packages."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from config import ROOT, VARIABLES

TOP_LEVEL = {
    *("app", "migrations", "templates", "seeds", "tests", "config.py", "requirements.txt"),
    *("README.md", "LICENSE", "Makefile", "pyproject.toml", "requirements-dev.txt", ".ci", ".pre-commit-config.yaml"),
    *(".gitignore", ".git"),
}
"""What stands at the top: fixed by the ministry, and beside it only what tools demand."""
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_VIEW, LARGEST_FOLDER = 250, 40, 20, 15
PYTHON = [*sorted(path for folder in ("app", "tests") for path in (ROOT / folder).rglob("*.py")), ROOT / "config.py"]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
OWN_ASSETS = sorted(
    path
    for kind in ("css", "js")
    for path in (ROOT / "app" / "static").rglob(f"*.{kind}")
    if "vendor" not in path.relative_to(ROOT).parts
)


def shown(path: Path) -> str:
    """Return the path as a person would write it."""
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Give the name and the number of lines of each function of a file, decorators left out."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or 0) - node.lineno + 1


def ignored(name: str) -> bool:
    """Say whether git leaves a top-level name alone."""
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    return any(Path(name).match(line.rstrip("/")) for line in lines)


def test_nothing_else_stands_at_the_top() -> None:
    found = {path.name for path in ROOT.iterdir() if not ignored(path.name)}
    assert found <= TOP_LEVEL
    assert TOP_LEVEL - found <= {".git"}


def test_no_file_is_too_long() -> None:
    sizes = {shown(path): len(path.read_text("utf-8").splitlines()) for path in [*PYTHON, *TEMPLATES, *OWN_ASSETS]}
    assert {path: size for path, size in sizes.items() if size > LONGEST_FILE} == {}


def test_no_function_is_too_long() -> None:
    long = [(shown(path), *found) for path in PYTHON for found in functions(path) if found[1] > LONGEST_FUNCTION]
    assert long == []


def test_no_view_is_too_long() -> None:
    views = sorted((ROOT / "app" / "views").rglob("*.py"))
    long = [(shown(path), *found) for path in views for found in functions(path) if found[1] > LONGEST_VIEW]
    assert long == []


def test_no_folder_of_a_layer_holds_too_many_files() -> None:
    folders = [folder for folder in (ROOT / "app").rglob("*") if folder.is_dir() and "static" not in folder.parts]
    full = {shown(folder): len(list(folder.glob("*.py"))) for folder in folders}
    assert {folder: size for folder, size in full.items() if size > LARGEST_FOLDER + 1} == {}, "__init__.py not counted"


def test_no_place_for_everything() -> None:
    names = {path.stem for path in PYTHON} | {path.parent.name for path in PYTHON}
    assert names & {"utils", "util", "helpers", "helper", "common", "misc"} == set()


def test_nothing_is_left_to_do() -> None:
    mark = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    others = {*PYTHON, *TEMPLATES, *OWN_ASSETS} - {Path(__file__)}
    assert [shown(path) for path in sorted(others) if mark.search(path.read_text(encoding="utf-8"))] == []


def test_no_template_of_a_page_holds_a_script_or_a_style() -> None:
    inline = re.compile(r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)")
    pages = [path for path in TEMPLATES if path.relative_to(ROOT / "templates").parts[0] not in {"briefs", "emails"}]
    texts = {shown(path): re.sub(r"{#.*?#}", "", path.read_text("utf-8"), flags=re.DOTALL) for path in pages}
    assert [path for path, text in texts.items() if inline.search(text)] == []


def test_the_readme_names_every_setting_and_every_command_of_make() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert {"help", "run", "test", "check", "bench", "demo", "lint", "format"} <= set(targets)
    assert [name for name in VARIABLES if f"`{name}`" not in readme] == []
    assert [target for target in targets if f"make {target}" not in readme] == []
    assert "apt-get install -y make python3-venv" in readme


def pins(file: str) -> dict[str, str]:
    """Return package -> exact version of a file of requirements."""
    lines = (ROOT / file).read_text(encoding="utf-8")
    return {name.lower(): version for name, version in re.findall(r"^([\w.\[\]-]+)==([^\s;\\]+)", lines, re.MULTILINE)}


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_every_package_is_pinned_with_hashes_and_without_addresses(file: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[^\s#])", text)
    assert [entry.splitlines()[0] for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []
    assert not re.search(r"://|^-|/(home|root|tmp|opt)/", text, re.MULTILINE)


def test_the_pins_are_what_pyproject_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    run, dev = pins("requirements.txt"), pins("requirements-dev.txt")
    for asked, pinned in ((project["project"]["dependencies"], run), (project["dependency-groups"]["dev"], dev)):
        for requirement in map(Requirement, asked):
            version = next(v for name, v in pinned.items() if name.split("[")[0] == requirement.name.lower())
            assert requirement.specifier.contains(version), requirement
    assert {name: version for name, version in run.items() if dev.get(name) != version} == {}
