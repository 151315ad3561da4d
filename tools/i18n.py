"""The translation pipeline: `python -m tools.i18n update | fill FILE.json | release | check`.

    update          collect the texts of the program into resources/i18n/*.ts and compile them
    fill FILE.json  the same, and translate what is unfinished from {"English source": "中文"}
    release         compile resources/i18n/*.ts to *.qm (done by ./dev whenever a .ts is newer)
    check           fail when a text of the program is missing from the .ts files, or is unfinished

Keys of FILE.json may be "Context::English source" where one English text needs two translations. A value may
be {"zh": "...", "en": ["%n person", "%n people"]} where the English plural is not "(s)" or "(es)".
Finished translations are kept unless `--replace` is given. Several people may run this at once: a lock file
serialises them, and a memory outside the repository gives back what a passing syntax error has dropped.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import json
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import TYPE_CHECKING

import PySide6

from tools.messages import Message, messages
from tools.sources import ROOT, python_files

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LANGUAGES = ("zh_CN", "en")
_BIN = Path(PySide6.__file__).parent
_COMMENT = " // "  # stands between a text and its comment in a key
_FIELD = re.compile(r"\{[^{}]*\}")
_PLURAL = re.compile(r"\((s|es)\)")

Texts = dict[str, list[str]]  # "Context::source" or "source" -> its forms (one unless counted in English)


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    parser = argparse.ArgumentParser(prog="tools.i18n")
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("update", "release", "check"):
        commands.add_parser(name)
    fill = commands.add_parser("fill")
    fill.add_argument("file", type=Path)
    fill.add_argument("--replace", action="store_true", help="also change finished translations")
    chosen = parser.parse_args(arguments)
    with _lock():
        if chosen.command == "release":
            release()
            return 0
        if chosen.command == "check":
            return check()
        given = read_fill(chosen.file) if chosen.command == "fill" else {"zh_CN": {}, "en": {}}
        return update(given, replace=getattr(chosen, "replace", False))


def update(given: Mapping[str, Texts], *, replace: bool) -> int:
    """Collect, translate what can be translated, write, compile, and say what is left."""
    memory = _load_memory()
    used: set[str] = set()
    left: list[str] = []
    with tempfile.TemporaryDirectory() as scratch:
        source = _collect(Path(scratch))
        for language in LANGUAGES:
            target = _ts(language)
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.exists():
                _learn(memory[language], ET.parse(target).getroot())
            draft = Path(scratch) / target.name
            if target.exists():
                draft.write_bytes(target.read_bytes())
            _lupdate(source, draft, language)
            tree = ET.parse(draft)
            _translate(tree.getroot(), language, given[language], used, replace=replace)
            _translate(tree.getroot(), language, memory[language], set(), replace=False)
            left += [f"{language}: {key}" for key in _unfinished(tree.getroot())]
            _learn(memory[language], tree.getroot())
            _write(tree, target)
    for language in LANGUAGES:
        memory[language].update(given[language])
    _store_memory(memory)
    release()
    _report(given["zh_CN"], used, left)
    return 0


def release() -> None:
    """Compile every .ts to the .qm beside it, each in one step: a reader never sees half a file."""
    for language in LANGUAGES:
        source = _ts(language)
        if not source.exists():
            continue
        draft = source.with_suffix(".qm.tmp")
        _run(str(_tool("lrelease")), "-silent", str(source), "-qm", str(draft))
        draft.replace(source.with_suffix(".qm"))


def check() -> int:
    """Print what is missing or unfinished; 1 if anything is."""
    found = problems()
    for problem in found:
        print(problem, file=sys.stderr)
    return 1 if found else 0


def problems() -> list[str]:
    """Compare the texts of the program with the .ts files, without touching them."""
    found: list[str] = []
    with tempfile.TemporaryDirectory() as scratch:
        source = _collect(Path(scratch), found)
        for language in LANGUAGES:
            target = _ts(language)
            if not target.exists():
                found.append(f"{target.name}: missing, run `python -m tools.i18n update`")
                continue
            draft = Path(scratch) / target.name
            draft.write_bytes(target.read_bytes())
            _lupdate(source, draft, language)
            differences = _differences(ET.parse(target).getroot(), ET.parse(draft).getroot())
            found += [f"{target.name}: {text}" for text in differences]
    return found


def _differences(held: ET.Element, wanted: ET.Element) -> list[str]:
    """What separates the translations on file from the texts of the program."""
    held_keys = {key for key, _ in _entries(held)}
    wanted_keys = {key for key, _ in _entries(wanted)}
    found = [f"not collected yet: {key}" for key in sorted(wanted_keys - held_keys)]
    found += [f"no longer in the program: {key}" for key in sorted(held_keys - wanted_keys)]
    found += [f"unfinished: {key}" for key in _unfinished(held)]
    for key, message in _entries(held):
        fields = set(_FIELD.findall(message.findtext("source") or ""))
        unknown = [form for form in _forms(message) if form and set(_FIELD.findall(form)) - fields]
        found += [f"a field that the program does not fill: {key} -> {form}" for form in unknown]
    return found


def read_fill(path: Path) -> dict[str, Texts]:
    """Read a file of translations; values are a text, a list of forms, or {"zh": ..., "en": [...]}."""
    found: dict[str, Texts] = {"zh_CN": {}, "en": {}}
    for key, value in json.loads(path.read_text(encoding="utf-8")).items():
        chinese = value.get("zh") if isinstance(value, dict) else value
        if chinese:
            found["zh_CN"][key] = [chinese] if isinstance(chinese, str) else list(chinese)
        if isinstance(value, dict) and value.get("en"):
            found["en"][key] = list(value["en"])
    return found


def english_forms(source: str) -> list[str]:
    """Singular and plural of a counted source: "%n meeting(s)" gives "%n meeting", "%n meetings"."""
    return [_PLURAL.sub("", source), _PLURAL.sub(r"\1", source)]


def _collect(scratch: Path, unreadable: list[str] | None = None) -> Path:
    """Write the texts of the program as a C++ file, the one language that lupdate reads without surprises."""
    found: dict[Message, None] = {}
    for path in python_files("app", "main.py"):
        try:
            found.update(dict.fromkeys(messages(path)))
        except (SyntaxError, OSError) as error:
            text = f"{path.relative_to(ROOT)}: not readable as Python: {error}"
            print(text, file=sys.stderr)
            if unreadable is not None:
                unreadable.append(text)
    lines = [_as_cpp(message) for message in found]
    target = scratch / "texts.cpp"
    target.write_text("void texts() {\n" + "\n".join(lines) + "\n}\n", encoding="utf-8")
    return target


def _as_cpp(message: Message) -> str:
    parts = [_quote(message.context), _quote(message.source), _quote(message.comment)]
    return f"QCoreApplication::translate({', '.join(parts)}{', 1' if message.counted else ''});"


def _quote(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def _lupdate(source: Path, target: Path, language: str) -> None:
    options = ["-silent", "-locations", "none", "-no-obsolete", "-no-ui-lines"]
    options += ["-disable-heuristic", "sametext", "-disable-heuristic", "similartext"]
    options += ["-source-language", "en", "-target-language", language]
    options += ["-pluralonly"] if language == "en" else []
    _run(str(_tool("lupdate")), *options, str(source), "-ts", str(target))


def _translate(
    root: ET.Element, language: str, texts: Mapping[str, list[str]], used: set[str], *, replace: bool
) -> None:
    for key, message in _entries(root):
        source = message.findtext("source") or ""
        name = next((name for name in (key, key.partition(_COMMENT)[0], source) if name in texts), None)
        if name is not None:
            used.add(name)
        if not replace and not _is_unfinished(message):
            continue
        forms = texts[name] if name is not None else None
        if forms is None and language == "en" and message.get("numerus") == "yes":
            forms = english_forms(source)
        if forms:
            _set_forms(message, forms)


def _set_forms(message: ET.Element, forms: list[str]) -> None:
    translation = message.find("translation")
    if translation is None:
        return
    translation.attrib.pop("type", None)
    slots = translation.findall("numerusform")
    if not slots:
        translation.text = forms[0]
    for position, slot in enumerate(slots):
        slot.text = forms[min(position, len(forms) - 1)]


def _entries(root: ET.Element) -> Iterator[tuple[str, ET.Element]]:
    """Every message with its key: "Context::source", or "Context::source // comment"."""
    for context in root.iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            comment = message.findtext("comment")
            yield (
                f"{name}::{message.findtext('source')}" + (f"{_COMMENT}{comment}" if comment else ""),
                message,
            )


def _is_unfinished(message: ET.Element) -> bool:
    translation = message.find("translation")
    return translation is None or translation.get("type") == "unfinished" or not all(_forms(message))


def _forms(message: ET.Element) -> list[str]:
    slots = message.findall("translation/numerusform")
    return [slot.text or "" for slot in slots] or [message.findtext("translation") or ""]


def _unfinished(root: ET.Element) -> list[str]:
    return [key for key, message in _entries(root) if _is_unfinished(message)]


def _learn(memory: Texts, root: ET.Element) -> None:
    for key, message in _entries(root):
        if not _is_unfinished(message):
            memory[key] = _forms(message)
            memory.setdefault(message.findtext("source") or "", _forms(message))


def _write(tree: ET.ElementTree[ET.Element], target: Path) -> None:
    """Write as lupdate does (its layout is kept in the text nodes), in one step."""
    body = ET.tostring(tree.getroot(), encoding="unicode", short_empty_elements=False)
    draft = target.with_suffix(".ts.tmp")
    draft.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8")
    draft.replace(target)


def _report(given: Texts, used: set[str], left: list[str]) -> None:
    for key in sorted(set(given) - used):
        print(f"no such text in the program (kept for later): {key}")
    for key in left:
        print(f"unfinished: {key}")
    print(f"{len(used)} of {len(given)} given texts found, {len(left)} unfinished")


def _ts(language: str) -> Path:
    return ROOT / "resources" / "i18n" / f"app_{language}.ts"


def _memory_file() -> Path:
    return ROOT / ".cache" / "i18n-memory.json"


def _load_memory() -> dict[str, Texts]:
    """Every translation ever seen in this work tree, by language; an unreadable memory is an empty one."""
    held: dict[str, Texts] = {language: {} for language in LANGUAGES}
    with contextlib.suppress(OSError, ValueError):
        held.update(json.loads(_memory_file().read_text(encoding="utf-8")))
    return held


def _store_memory(memory: dict[str, Texts]) -> None:
    _memory_file().parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(memory, ensure_ascii=False, indent=0, sort_keys=True)
    _memory_file().write_text(text, encoding="utf-8")


def _tool(name: str) -> Path:
    return _BIN / (f"{name}.exe" if os.name == "nt" else name)


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")


@contextlib.contextmanager
def _lock() -> Iterator[None]:
    """One run at a time in this work tree."""
    path = ROOT / ".cache" / "i18n.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    sys.exit(main())
