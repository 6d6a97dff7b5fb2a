"""Reading YAML that people edit: nothing in it is silently taken in two ways.

Belongs here: what YAML allows and this project does not (a key twice, anchors, huge or very deep files). Does not belong
here: what the fields mean.
"""

from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml

#: The catalogue has about 100 kB; a file a hundred times as large is no catalogue.
LARGEST = 10_000_000


class UnusableYaml(Exception):
    """A file that is not the YAML we read; the message is one line with file, place, problem and what to do."""


class _StrictLoader(yaml.SafeLoader):
    """Safe YAML without anchors (they can blow a small file up) and without a key twice (the last would win)."""

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()  # type: ignore[no-untyped-call]
            raise yaml.constructor.ConstructorError(
                None, None, "anchors and aliases are not used here; write the value out", event.start_mark
            )
        return super().compose_node(parent, index)

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep)
        except ValueError as problem:  # a date or a number that is none
            raise yaml.constructor.ConstructorError(None, None, str(problem), node.start_mark) from None

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, str):
                raise yaml.constructor.ConstructorError(
                    None, None, f"key {key!r} is no text; put it in quotes", key_node.start_mark
                )
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"key {key} stands twice; keep one", key_node.start_mark
                )
            seen.add(key)
        return super().construct_mapping(node, deep)


def load_yaml(path: Path) -> Any:
    """The content of a YAML file.

    Raises:
        FileNotFoundError: there is none.
        UnusableYaml: it is not YAML, or uses what is not allowed here.
    """
    if path.stat().st_size > LARGEST:
        raise UnusableYaml(f"{path}: larger than {LARGEST // 1_000_000} MB; restore it from the repository")
    try:
        # the loader derives from SafeLoader
        return yaml.load(path.read_text(encoding="utf-8"), _StrictLoader)  # noqa: S506  # nosec B506
    except UnicodeDecodeError as error:
        raise UnusableYaml(f"{path}: not YAML: not UTF-8 ({error.reason} at byte {error.start}); restore it") from None
    except RecursionError:
        raise UnusableYaml(f"{path}: not YAML we read: nested too deeply; restore it") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f"line {mark.line + 1}: " if mark else ""
        raise UnusableYaml(f"{path}: {place}not YAML we read: {' '.join(str(error.problem).split())}") from None
    except (yaml.YAMLError, ValueError) as error:
        raise UnusableYaml(f"{path}: not YAML: {' '.join(str(error).split())}") from None
