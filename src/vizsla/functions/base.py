"""The base of all functions: calling them on one input or on many, explaining, saving."""

from __future__ import annotations

import math
import os
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, overload

from vizsla.answer import Answer
from vizsla.bundle.promises import why_never_sure
from vizsla.bundle.write_bundle import write_bundle
from vizsla.errors import FunctionClosedError, InputTypeError, VizslaError
from vizsla.functions.answer_preview import with_preview
from vizsla.functions.call_options import DEFAULT_TOP, CallOptions
from vizsla.functions.many_machines import over_on
from vizsla.modalities.limits import DEFAULT_LIMITS
from vizsla.modalities.registry import modality_named
from vizsla.modalities.sources.source_names import is_url
from vizsla.prefetch import prefetch

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Self

    from vizsla.bundle import Bundle, Manifest
    from vizsla.functions.explanation import Explanation
    from vizsla.modalities.base import Modality
    from vizsla.modalities.limits import Limits

__all__ = ["Function"]

A = TypeVar("A", bound=Answer)
Value = TypeVar("Value")


class Function(ABC, Generic[Value, A]):
    """A function: called with an input, it returns an Answer.

    The input is whatever the function's modality loads: a path, an http(s) URL, bytes, a binary
    file, or an object of the modality, such as a PIL image. A list or an iterator of inputs gives
    an iterator of Answers, in the same order. A function may be called from many threads, and
    after a fork.

    Attributes:
        modality_name: the name of the modality that this kind takes.
        trainable: whether a project can train functions of this kind.
        answers_in_sentences: whether the answer is a sentence, so that a test compares its tags.
        finds_boxes: whether the answer is the best box's label.
        known_features: the kinds of features that this kind can look at besides the embedding.

    """

    modality_name: ClassVar[str]
    trainable: ClassVar[bool] = False
    answers_in_sentences: ClassVar[bool] = False
    finds_boxes: ClassVar[bool] = False
    known_features: ClassVar[tuple[str, ...]] = ()

    def __init__(self, bundle: Bundle) -> None:
        self._bundle = bundle
        self._closed = False

    @classmethod
    def open(cls, bundle: Bundle, open_part: Callable[[str], Function[Any, Any]] | None) -> Self:
        """Open the function of a bundle.

        Args:
            bundle: the bundle.
            open_part: opens the function that the bundle names for a kind, for a function that is
                made of others; None for a function that is itself such a part.

        """
        del open_part
        return cls(bundle)

    @property
    def modality(self) -> Modality[Value]:
        """The modality of its inputs."""
        return modality_named(self.modality_name)

    @property
    def manifest(self) -> Manifest:
        """The bundle's manifest: labels, threshold, test, licences."""
        return self._bundle.manifest

    @property
    def bundle(self) -> Bundle:
        """The function's bundle."""
        return self._bundle

    @property
    def name(self) -> str:
        """The function's name."""
        return self.manifest.name

    @property
    def kind(self) -> str:
        """The function's kind, such as ``image-classification``."""
        return self.manifest.kind

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of its answers; empty for a function that describes."""
        return tuple(each.answer for each in self.manifest.labels)

    @property
    def why_never_sure(self) -> str | None:
        """The reason why no answer is sure, with the way out; None where answers may be sure."""
        return why_never_sure(self.manifest)

    @property
    def card(self) -> str:
        """The card, a page in Markdown: purpose, training data, test."""
        return self._bundle.card()

    @overload
    def __call__(  # type: ignore[overload-overlap] # a list is an object, too
        self,
        source: list[Any] | tuple[Any, ...] | Iterator[Any],
        *,
        top: int = ...,
        threshold: float | None = ...,
        limits: Limits = ...,
    ) -> Iterator[A]: ...

    @overload
    def __call__(
        self,
        source: object,
        *,
        top: int = ...,
        threshold: float | None = ...,
        limits: Limits = ...,
    ) -> A: ...

    def __call__(
        self,
        source: object,
        *,
        top: int = DEFAULT_TOP,
        threshold: float | None = None,
        limits: Limits = DEFAULT_LIMITS,
    ) -> A | Iterator[A]:
        """Answer one input, or each of many.

        Args:
            source: the input, or a list or an iterator of inputs.
            top: the number of alternatives to return, at least 1.
            threshold: the least score of a sure answer (of a detector: of a box), 0 to 1; by
                default the one that the function was published with.
            limits: the bytes, pixels and seconds that reading an input may cost.

        Returns:
            The Answer; of many inputs an iterator of Answers, in the inputs' order.

        Raises:
            InputError: the input can't be used; the error's class says why.
            OptionError: an option is out of its range.
            FunctionClosedError: the function was closed.

        """
        return self._call(source, CallOptions(top, threshold, None, limits))

    async def acall(
        self,
        source: object,
        *,
        top: int = DEFAULT_TOP,
        threshold: float | None = None,
        limits: Limits = DEFAULT_LIMITS,
    ) -> A:
        """Answer one input without blocking the event loop.

        Args:
            source: the input.
            top: the number of alternatives to return, at least 1.
            threshold: the least score of a sure answer, 0 to 1; see a call.
            limits: the bytes, pixels and seconds that reading an input may cost.

        Raises:
            InputError: the input can't be used; the error's class says why.
            OptionError: an option is out of its range.
            FunctionClosedError: the function was closed.

        """
        import asyncio  # noqa: PLC0415 - it takes 30 ms, and few calls need it

        options = CallOptions(top, threshold, None, limits)
        return await asyncio.to_thread(self._call_once, source, options)

    def over(
        self,
        where: str | os.PathLike[str] | Iterable[Any],
        *,
        top: int = DEFAULT_TOP,
        threshold: float | None = None,
        limits: Limits = DEFAULT_LIMITS,
        on: str | None = None,
    ) -> Iterator[tuple[Any, A | VizslaError]]:
        """Answer each input of a folder, of a pattern such as ``photos/*.jpg``, or of a list.

        The inputs are read and answered a few in advance, on all cores. The pairs come in the
        inputs' order. An input that can't be used gives its error, and the others go on.

        With ``on="ray"`` the machines of a Ray cluster answer: the one that ``ray.init`` or
        ``RAY_ADDRESS`` names, or else one of this computer's cores alone. The inputs are then
        files, ``s3://`` URLs of objects or prefixes, http(s) URLs and texts.

        Args:
            where: a folder (with its sub-folders), a pattern, or an iterable of inputs. In a list
                of paths alone, folders and patterns stand for their files.
            top: the number of alternatives to return, at least 1.
            threshold: the least score of a sure answer, 0 to 1; see a call.
            limits: the bytes, pixels and seconds that reading an input may cost.
            on: ``"ray"`` for a cluster; by default this computer (see ``vizsla[ray]``).

        Returns:
            An iterator of pairs: the input (a Path where it is a file), and its Answer, or the
            VizslaError that says why there is none.

        Raises:
            InputNotFoundError: a folder or pattern has no file of the modality.
            InputTypeError: ``where`` is one input, such as bytes or an open file.
            OptionError: an option is out of its range.
            MissingExtraError: ``on`` names what is not installed.
            ClusterError: the cluster can't be reached, or fails.

        """
        return self._over(where, self.call_options(top=top, threshold=threshold, limits=limits), on)

    def call_options(
        self,
        *,
        top: int = DEFAULT_TOP,
        threshold: float | None = None,
        limits: Limits = DEFAULT_LIMITS,
    ) -> CallOptions:
        """Return the options of ``over``, checked.

        Raises:
            OptionError: an option is out of its range.

        """
        return CallOptions(top, threshold, None, limits)

    @classmethod
    def most_together(cls, manifest: Manifest) -> int:  # noqa: ARG003 - some kinds look at it
        """Return the number of inputs that a function answers in one step in less time each.

        Args:
            manifest: the function's manifest.

        Returns:
            The number; 1 where several at once take no less time.

        """
        return 1

    def answer_together(
        self, sources: Sequence[Any], options: CallOptions
    ) -> list[A | VizslaError]:
        """Answer several inputs in this thread and in one step, each as by itself.

        Args:
            sources: the inputs; see ``most_together``.
            options: the options of a call of each; see ``call_options``.

        Returns:
            The Answers in the inputs' order; the error of an input that can't be used.

        """
        self._check_open()
        return [self.answer_or_error(each, options) for each in sources]

    def explain(self, source: object, label: str | None = None) -> Explanation:
        """Show the parts of an input from which an answer comes.

        Args:
            source: the input.
            label: the label to explain; by default the answer's.

        Raises:
            OptionError: the function has no such label.

        """
        self._check_open()
        options = CallOptions()
        return self._explain(self.modality.load(source, limits=options.limits), options, label)

    def save(
        self,
        path: str | os.PathLike[str],
        *,
        replace: bool = False,
        self_contained: bool = False,
    ) -> Path:
        """Write the function to a folder, or to one file where the path ends in ``.zip``.

        Args:
            path: the new folder or file.
            replace: whether a function at the path may be replaced.
            self_contained: whether the function carries the files, too, that it shares with others,
                such as an encoder of texts: it then needs no package of the encoder.

        Returns:
            The path.

        Raises:
            BundleExistsError: the path is taken and may not be replaced.
            BundleError: the function can't be written; a function at the path is unchanged.

        """
        self._check_open()
        files = {name: self._bundle.read(name) for name in self.manifest.files}
        if self_contained:
            files |= self.shared_files()
        write_bundle(Path(path), self.manifest, files, replace_old=replace)
        return Path(path)

    @abstractmethod
    def warm_up(self) -> None:
        """Load everything that a call needs, and run the self-test.

        Raises:
            EngineError: the engine fails the self-test on this device.

        """

    def close(self) -> None:
        """Release the graph and the weights; a call after this is an error."""
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
        """Show its name and kind, and why no answer is sure where that is so."""
        why = self.why_never_sure
        return f"<vizsla function {self.name!r}: {self.kind}{'' if why is None else f'. {why}'}>"

    # For kinds

    @abstractmethod
    def _answer(self, value: Value, options: CallOptions, threads: int | None) -> A:
        """Answer one input.

        Args:
            value: the input, as the modality loads it.
            options: the options of the call.
            threads: the number of the engine's threads; None for all cores.

        """

    @abstractmethod
    def _explain(self, value: Value, options: CallOptions, label: str | None) -> Explanation: ...

    def shared_files(self) -> Mapping[str, bytes]:
        """Return the files that the function shares with others, and its bundle need not hold."""
        return {}

    def prepare(self, options: CallOptions) -> None:  # noqa: ARG002 - some kinds check options
        """Load the function and check the options before a run over many inputs."""
        self.warm_up()

    def _threshold(self, options: CallOptions) -> float:
        """Return the least score of a sure answer; infinite where no answer is sure."""
        if options.threshold is not None:
            return options.threshold
        published = self.manifest.threshold.score
        return math.inf if published is None else published

    def _check_open(self) -> None:
        if self._closed:
            raise FunctionClosedError(
                f"the function {self.name!r} was closed; load it again with "
                f"vizsla.load({str(self._bundle.path)!r})"
            )

    def _call(self, source: object, options: CallOptions) -> A | Iterator[A]:
        if self.modality.is_batch(source):
            self._check_open()
            sources: Iterable[Any] = source  # type: ignore[assignment] # a batch is iterable
            return prefetch(lambda each: self._answer_source(each, options, 1), sources)
        return self._call_once(source, options)

    def _call_once(self, source: object, options: CallOptions) -> A:
        self._check_open()
        return self._answer_source(source, options, None)

    def _answer_source(self, source: object, options: CallOptions, threads: int | None) -> A:
        value = self.modality.load(source, limits=options.limits)
        return with_preview(self._answer(value, options, threads), self.modality, source, value)

    def _over(
        self, where: object, options: CallOptions, on: str | None
    ) -> Iterator[tuple[Any, A | VizslaError]]:
        if on is not None:
            over = over_on(on)
            self.prepare(options)
            pairs: Iterator[tuple[Any, A | VizslaError]] = over(self, where, options)
            return pairs
        self._check_open()
        sources = self._sources(where)
        self.prepare(options)
        return prefetch(lambda each: (each, self.answer_or_error(each, options)), sources)

    def answer_or_error(self, source: object, options: CallOptions) -> A | VizslaError:
        """Answer one of many inputs, on one core; an input that can't be used gives its error."""
        try:
            return self._answer_source(source, options, 1)
        except VizslaError as error:
            return error

    def _sources(self, where: Any) -> Iterable[Any]:  # noqa: ANN401 - see over
        """Return the inputs that ``where`` names; an iterator is read lazily."""
        if isinstance(where, list | tuple):
            if self.modality.str_is_content and any(isinstance(each, str) for each in where):
                return where
            paths = all(isinstance(each, str | os.PathLike) for each in where)
            if paths and not any(is_url(str(each)) for each in where):
                return self.modality.find_files(where)
        elif isinstance(where, str | os.PathLike) or not isinstance(where, Iterable):
            return self.modality.find_files(where)
        elif isinstance(where, bytes | bytearray | memoryview) or hasattr(where, "read"):
            raise InputTypeError(
                f"{self.modality.describe(where)} is one {self.modality.singular}. Call the "
                "function with it, or give a list."
            )
        found: Iterable[Any] = where
        return found
