"""A source of examples as a request names it: an upload, a folder of this computer, the sample."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vizsla.errors import InputNotFoundError, OptionError, RequestError
from vizsla.exchange import read_source
from vizsla.exchange.assistants.assistant_files import read_assistant_tree
from vizsla.exchange.trees.listed_tree import ListedTree
from vizsla.exchange.trees.tree import FolderTree
from vizsla.exchange.trees.zip_tree import ZipTree
from vizsla.label_rules import clean_label
from vizsla.modalities.limits import DEFAULT_LIMITS
from vizsla.modalities.registry import modality_named
from vizsla.project.arriving_files import ArrivingFiles, ArrivingZip
from vizsla.samples import picture_folder

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator, Mapping

    from vizsla.exchange import ImportSource
    from vizsla.exchange.assistants.assistant import Assistant
    from vizsla.exchange.trees.tree import Tree
    from vizsla.json_value import JSONObject, JSONValue
    from vizsla.progress import Cancel
    from vizsla.workspace import Store
    from vizsla.workspace.uploads import StoredUpload, Uploads

__all__ = ["AddingSource", "OpenedSource", "is_begun", "opened_source"]

ARCHIVES = (".zip", ".tm")
NOW = 0.0  # seconds


@dataclass(frozen=True, slots=True)
class AddingSource:
    """A source of examples, and how to read it; exactly one of the first three is given.

    Attributes:
        upload: the id of an upload.
        folder: the path of a folder or file of this computer.
        sample: whether it is the sample that Vizsla brings.
        label: the label of all examples, whatever the source says.
        rename: the new name of each label that has one, by its name in the source; None takes the
            label away.
        layout: the source's layout; by default it is recognised.
        splits: whether the source's training and test sets become the project's.
        label_column: the column with the labels; by default it is known by its name.
        text_column: the column with the texts; the same.
        encoding: the encoding of a table, or of the names in a .zip; by default it is recognised.

    Raises:
        OptionError: not one of the first three is given, or a text can't be a label.

    """

    upload: str | None = None
    folder: str | None = None
    sample: bool = False
    label: str | None = None
    rename: Mapping[str, str | None] = field(default_factory=dict)
    layout: str | None = None
    splits: bool = False
    label_column: str | None = None
    text_column: str | None = None
    encoding: str | None = None

    def __post_init__(self) -> None:
        """Check the values."""
        if sum((self.upload is not None, self.folder is not None, self.sample)) != 1:
            raise OptionError("name one source: an upload, a folder, or the sample")
        if self.label is not None:
            clean_label(self.label)
        for each in self.rename.values():
            if each is not None:
                clean_label(each)

    @classmethod
    def from_json(cls, values: Mapping[str, JSONValue]) -> AddingSource:
        """Return what ``to_json`` has written."""
        known = {each.name for each in fields(cls)}
        given: dict[str, Any] = {name: each for name, each in values.items() if name in known}
        return cls(**given)

    def to_json(self) -> JSONObject:
        """Return the source as JSON, to be kept with a job."""
        return {name: each for name, each in asdict(self).items() if each not in (None, False, {})}


@dataclass(frozen=True, slots=True)
class OpenedSource:
    """A source that was read, but none of its examples.

    Attributes:
        examples: its examples, with the labels as they will be.
        counts: the number of examples with each label of the source's own; None for no label.
        assistant: the assistant that it is the export of, or None.
        is_complete: whether all is here that says of labels, so that nothing of it changes.

    """

    examples: ImportSource
    counts: Counter[str | None]
    assistant: Assistant | None
    is_complete: bool


@contextmanager
def opened_source(
    store: Store,
    uploads: Uploads,
    source: AddingSource,
    *,
    patience: float = NOW,
    cancel: Cancel | None = None,
) -> Iterator[OpenedSource]:
    """Read what a source says of its examples; yield it, to be iterated over within the block.

    Args:
        store: the project's store.
        uploads: the uploads of the workspace.
        source: the source.
        patience: the seconds to wait for the next piece of an upload that is not all here; with 0
            what is here is looked at.
        cancel: the signal to wait no longer.

    Raises:
        InputUnclearError: the source can be read in several ways.
        InputError: the source can't be read.
        NotFoundError: there is no such upload.
        RequestError: an upload that has to be here whole is not.

    """
    modality = modality_named(store.modality)
    where: Any
    if source.upload is None:
        where = _path_of(source)
        tree: Tree | None = FolderTree(where, DEFAULT_LIMITS, modality) if where.is_dir() else None
        is_complete = True
    else:
        found = uploads.get(store.row_id, source.upload)
        files = ArrivingFiles(uploads.reader(store.row_id, found.id), found, patience, cancel)
        where = tree = _tree_of(found, files, store.modality, source.encoding)
        beside = [each for each in found.files if not modality.is_file(each.path)]
        is_complete = all(each.end <= files.received() for each in beside)
    examples = read_source(
        where,
        label=source.label,
        layout=source.layout,
        splits=source.splits,
        label_column=source.label_column,
        encoding=source.encoding,
        text_column=source.text_column,
        modality=store.modality,
        multi_label=store.multi_label,
    )
    assistant = None
    if tree is not None and modality.str_is_content and source.layout is None:
        assistant = read_assistant_tree(tree)
    counts = examples.label_counts()
    examples.rename_labels(source.rename)
    yield OpenedSource(examples, counts, assistant, is_complete)


def is_begun(store: Store) -> bool:
    """Return whether a project has examples or features, so that an assistant brings none."""
    return bool(store.features()) or bool(store.counts().examples)


def _path_of(source: AddingSource) -> Path:
    if source.folder is None:
        return picture_folder()
    path = Path(source.folder).expanduser()
    if not path.is_absolute():
        raise OptionError(f"{source.folder!r:.200} is no whole path; write it from / or a drive on")
    if not path.exists():
        raise InputNotFoundError(f"there is no folder or file {path}: check the path").because(
            "path", path=str(path)
        )
    return path


def _tree_of(
    found: StoredUpload, files: ArrivingFiles, modality_name: str, encoding: str | None
) -> ListedTree | ZipTree:
    modality = modality_named(modality_name)
    first = found.files[0]
    if len(found.files) == 1 and first.path.lower().endswith(ARCHIVES):
        if not files.waits and not found.is_complete:
            raise RequestError(
                f"{first.path} is not all here: send the rest of the upload first", 409
            )
        name = Path(Path(first.path).name)
        return ZipTree(
            name, DEFAULT_LIMITS, modality, encoding=encoding, file=ArrivingZip(files, first)
        )
    tops = {each.path.partition("/")[0] for each in found.files}
    name_of_all = tops.pop() if len(tops) == 1 else "the files"
    sizes = {each.path: each.bytes for each in found.files}
    return ListedTree(name_of_all, sizes, files.read, DEFAULT_LIMITS, modality)
