"""What all functions have in common: how they are called, on one input or on many."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Iterator
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any, Generic, TypedDict, TypeVar, overload

from vizsla.answer import Answer
from vizsla.errors import FunctionClosedError, OptionError, VizslaError
from vizsla.modalities.image.load_image import DEFAULT_LIMITS, Limits, load_pixels
from vizsla.modalities.sources.labelled_folder import picture_files
from vizsla.runtime.prefetch import prefetch

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable
    from pathlib import Path
    from typing import Self, Unpack

    from vizsla.bundle import Bundle, Manifest
    from vizsla.functions.explanation import Explanation
    from vizsla.modalities.image.load_image import Pixels, Source

__all__ = ["CallOptions", "Function", "Options"]

A = TypeVar("A", bound=Answer)


class Options(TypedDict, total=False):
    """What a call may ask for.

    Attributes:
        top: how many alternatives to give, at least 1; 5 by default.
        threshold: the least score of a sure answer (for detection, of a box), 0 to 1; by default
            the one that the function was published with.
        within: only answers of this kind, such as ``"dog"``, or a WordNet id; where the function
            knows of kinds.
        limits: of what is read; see ``Limits``.

    """

    top: int
    threshold: float
    within: str
    limits: Limits


class CallOptions:
    """The options of one call, checked.

    Raises:
        OptionError: an option is not known or out of its range.

    """

    def __init__(self, options: Options, known: frozenset[str]) -> None:
        unknown = options.keys() - known
        if unknown:
            raise OptionError(
                f"unknown option {min(unknown)!r}; this function takes {', '.join(sorted(known))}"
            )
        top: object = options.get("top", 5)
        threshold: object = options.get("threshold")
        # NumPy's numbers are numbers too.
        if isinstance(top, bool) or not isinstance(top, Integral) or int(top) < 1:
            raise OptionError(f"top must be a whole number from 1, not {top!r}")
        self.top = int(top)
        if threshold is not None and (
            isinstance(threshold, bool)
            or not isinstance(threshold, Real)
            or not 0 <= float(threshold) <= 1
        ):
            raise OptionError(f"threshold must be a number from 0 to 1, not {threshold!r}")
        self.threshold = None if threshold is None else float(threshold)
        self.within = options.get("within")
        self.limits = options.get("limits", DEFAULT_LIMITS)


class Function(ABC, Generic[A]):
    """Something you call with a picture, and that returns an Answer.

    A picture is a path, an http(s) URL, bytes, a binary file, a PIL image, or an ndarray
    (H, W, 3) of uint8 RGB. A list or an iterator of pictures gives an iterator of Answers, in
    the same order. It may be called from many threads, and after a fork.
    """

    known_options = frozenset({"top", "threshold", "limits"})

    def __init__(self, bundle: Bundle) -> None:
        self._bundle = bundle
        self._closed = False

    @property
    def manifest(self) -> Manifest:
        """What the function was published with: labels, threshold, test, licences."""
        return self._bundle.manifest

    @property
    def bundle(self) -> Bundle:
        """The function on disk."""
        return self._bundle

    @property
    def name(self) -> str:
        """What the function is called."""
        return self.manifest.name

    @property
    def labels(self) -> tuple[str, ...]:
        """The names that it can answer with; empty for a description."""
        return tuple(each.answer for each in self.manifest.labels)

    @property
    def card(self) -> str:
        """The card, Markdown for people: what it is for, and how well it does."""
        return self._bundle.card()

    @overload
    def __call__(  # type: ignore[overload-overlap] # a file is an iterator too, and is one picture
        self,
        source: list[Source] | tuple[Source, ...] | Iterator[Source],
        **options: Unpack[Options],
    ) -> Iterator[A]: ...

    @overload
    def __call__(self, source: Source, **options: Unpack[Options]) -> A: ...

    def __call__(self, source: Any, **options: Unpack[Options]) -> A | Iterator[A]:
        """Answer one picture, or each of many.

        Args:
            source: the picture, or a list or an iterator of pictures.
            **options: see ``Options``.

        Raises:
            InputError: the picture can't be used; its kind says why.
            OptionError: an option is out of its range.
            FunctionClosedError: the function was closed.

        """
        asked = self._asked(options)
        if _is_many(source):
            return self._each(iter(source), asked)
        return self._answer(load_pixels(source, limits=asked.limits), asked, None)

    def over(
        self, where: str | os.PathLike[str] | Iterable[Path], **options: Unpack[Options]
    ) -> Iterator[tuple[Path, A | VizslaError]]:
        """Answer each picture of a folder, of a glob such as ``photos/*.jpg``, or of a list.

        Lazily: pictures are decoded and answered a few ahead, on all cores, and come out in the
        files' order.

        Args:
            where: the folder (with those inside of it), the glob, or the paths.
            **options: see ``Options``.

        Returns:
            Pairs of a path and its Answer, or the VizslaError that says why it has none.

        Raises:
            InputNotFoundError: there are no pictures there.
            OptionError: an option is out of its range.

        """
        asked = self._asked(options)
        paths = picture_files(where)
        # What is wrong with the function or the call is told once, and not for each picture.
        self._prepare(asked)

        def attempt(path: Path) -> tuple[Path, A | VizslaError]:
            try:
                return path, self._answer(load_pixels(path, limits=asked.limits), asked, 1)
            except VizslaError as error:
                return path, error

        return prefetch(attempt, paths)

    def _each(self, sources: Iterator[Source], asked: CallOptions) -> Iterator[A]:
        return prefetch(
            lambda each: self._answer(load_pixels(each, limits=asked.limits), asked, 1), sources
        )

    def explain(self, source: Source, label: str | None = None) -> Explanation:
        """Show where in the picture the answer comes from.

        Args:
            source: the picture.
            label: the label to explain; by default the answer's.

        Raises:
            OptionError: the function has no such label.

        """
        asked = self._asked({})
        return self._explain(load_pixels(source, limits=asked.limits), asked, label)

    @abstractmethod
    def warm_up(self) -> None:
        """Load all that a call needs, and run the self-test.

        Raises:
            EngineError: the engine gives other numbers on this device than it must.

        """

    def close(self) -> None:
        """Let go of the graph and the weights; a call after this is an error."""
        self._closed = True

    @property
    def closed(self) -> bool:
        """Whether the function was closed."""
        return self._closed

    def __enter__(self) -> Self:
        """Return the function, to be closed at the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the function."""
        self.close()

    def __repr__(self) -> str:
        """Show its name and kind."""
        return f"<vizsla function {self.name!r}: {self.manifest.kind}>"

    def _asked(self, options: Options) -> CallOptions:
        if self._closed:
            raise FunctionClosedError(
                f"the function {self.name!r} was closed; load it again with "
                f"vizsla.load({str(self._bundle.path)!r})"
            )
        return CallOptions(options, self.known_options)

    def _threshold(self, asked: CallOptions) -> float:
        """Return the least score of a sure answer; infinite where none is."""
        if asked.threshold is not None:
            return asked.threshold
        published = self.manifest.threshold.score
        return math.inf if published is None else published

    def _prepare(self, asked: CallOptions) -> None:  # noqa: ARG002 - of use to some kinds
        self.warm_up()

    @abstractmethod
    def _answer(self, picture: Pixels, asked: CallOptions, threads: int | None) -> A:
        """Answer one picture, with so many of the engine's threads (None: all)."""

    @abstractmethod
    def _explain(self, picture: Pixels, asked: CallOptions, label: str | None) -> Explanation: ...


def _is_many(source: object) -> bool:
    if isinstance(source, list | tuple):
        return True
    # An open file is an iterator (of lines) as well, and holds one picture.
    return isinstance(source, Iterator) and not hasattr(source, "read")
