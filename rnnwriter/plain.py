"""Plain values, as JSON and TOML hold them, made into dataclasses, each checked against its type.

A file may have been cut, mended by hand, or made by somebody else; what comes out of here is what
the annotations say, so that nothing later has to ask.
"""

import math
from collections.abc import Mapping
from dataclasses import is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")

# Of counts and seconds; more would not fit where they are shown.
_LARGEST = 2**63


def made(kind: type[T], values: Any, *, finite: bool = True) -> T:
    """A `kind`, a dataclass, of the plain `values` of its fields.

    Fields may be numbers, texts, literals, tuples, mappings, dataclasses, and None where that is
    said. finite: whether a float must be. Raises ValueError naming the field.
    """
    if not isinstance(values, Mapping):
        raise ValueError(f"no {kind.__name__} but {_brief(values)}")
    hints: dict[str, Any] = _hints(kind)  # type: ignore[arg-type]  # a class is hashable
    if unknown := [name for name in values if name not in hints]:
        raise ValueError(f"a {kind.__name__} has no {_brief(unknown[0])}")
    checked = {name: _of(hints[name], value, name, finite) for name, value in values.items()}
    try:
        return kind(**checked)
    except TypeError:
        missing = ", ".join(name for name in hints if name not in checked)
        raise ValueError(f"a {kind.__name__} without {missing}") from None


@cache
def _hints(kind: type[Any]) -> dict[str, Any]:
    return get_type_hints(kind)


def _brief(value: Any) -> str:
    return f"{type(value).__name__} {value!r:.60}" if isinstance(value, str | float) else "another"


def _of(kind: Any, value: Any, name: str, finite: bool) -> Any:
    """`value` as a `kind`; ValueError when it is none."""
    origin, arguments = get_origin(kind), get_args(kind)
    if kind is Any:
        return value
    if origin in (UnionType, Union):
        if value is None and NoneType in arguments:
            return None
        (other,) = (one for one in arguments if one is not NoneType)
        return _of(other, value, name, finite)
    if origin is Literal:
        if isinstance(value, str) and value in arguments:
            return value
    elif origin is tuple:
        if isinstance(value, list | tuple):
            return _tuple(arguments, value, name, finite)
    elif origin is not None:
        if isinstance(value, Mapping) and all(isinstance(one, str) for one in value):
            inner = arguments[1]
            return {one: _of(inner, of, f"{name} {one}", finite) for one, of in value.items()}
    elif isinstance(kind, type) and is_dataclass(kind):
        return made(kind, value, finite=finite)
    elif _is(kind, value, finite):
        return value
    raise ValueError(f"{name:.60} is {_brief(value)}")


def _tuple(kinds: tuple[Any, ...], value: Any, name: str, finite: bool) -> tuple[Any, ...]:
    if kinds[-1] is Ellipsis:
        kinds = (kinds[0],) * len(value)
    if len(kinds) != len(value):
        raise ValueError(f"{name:.60} has {len(value)} parts")
    return tuple(_of(kind, one, name, finite) for kind, one in zip(kinds, value, strict=True))


def _is(kind: Any, value: Any, finite: bool) -> bool:
    if kind is bool or kind is str:
        return isinstance(value, kind)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    if isinstance(value, int):
        return abs(value) <= _LARGEST
    return kind is float and (not finite or (math.isfinite(value) and abs(value) <= _LARGEST))
