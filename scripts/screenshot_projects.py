"""Makes the projects that the screenshots of the studio show.

``photos`` has pictures of many things, ``tags`` the same with several labels each, ``questions``
texts of thirty labels; ``empty`` has nothing. All but the last are trained, tested and published.
"""

from __future__ import annotations

import csv
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vizsla.project.project import Project

__all__ = ["EMPTY", "OWNER", "PASSWORD", "PICTURES", "TAGS", "TEXTS", "add_people", "make_projects"]

PICTURES, TAGS, TEXTS, EMPTY = "photos", "tags", "questions", "empty"
OWNER, PASSWORD = "anna@example.org", "a horse in the rain"
PEOPLE = {OWNER: "owner", "lea@example.org": "labeller", "tom@example.org": "viewer"}
INTENTS, EACH = 30, 20  # the labels of the texts, and the texts of one
MOST = 1000  # pictures of a project
UNLABELLED = 4  # of so many pictures one stays without a label
# What the photographs of ``photos/imagenet-sample`` show, by the words in their files' names.
SHOWN = {
    "bird": "ostrich indigo_bunting chickadee great_grey_owl peacock sulphur-crested_cockatoo "
    "hummingbird goose spoonbill crane ruddy_turnstone pelican",
    "dog": "Pekinese Rhodesian_ridgeback bluetick borzoi Norwegian_elkhound Irish_terrier "
    "Staffordshire_bullterrier Lakeland_terrier Dandie_Dinmont Scotch_terrier Lhasa "
    "Chesapeake_Bay_retriever Gordon_setter cocker_spaniel groenendael Old_English_sheepdog "
    "Rottweiler Bernese_mountain_dog Tibetan_mastiff malamute pug Pomeranian Cardigan",
    "wild mammal": "timber_wolf dhole Arctic_fox snow_leopard brown_bear meerkat porcupine "
    "hippopotamus bighorn Arabian_camel black-footed_ferret three-toed_sloth siamang langur "
    "howler_monkey indri wallaby",
    "reptile": "leatherback_turtle common_iguana alligator_lizard African_crocodile "
    "hognose_snake vine_snake green_mamba",
    "insect": "leaf_beetle bee cockroach dragonfly cabbage_butterfly garden_spider centipede",
    "vehicle": "airliner fireboat garbage_truck jeep minibus police_van school_bus speedboat "
    "streetcar tow_truck trolleybus catamaran yawl bicycle-built-for-two",
    "food": "guacamole ice_lolly hotdog zucchini artichoke strawberry banana carbonara potpie "
    "eggnog",
    "kitchenware": "coffee_mug caldron Dutch_oven mixing_bowl soup_bowl teapot toaster wok "
    "water_jug cleaver",
}
TAGS_OF = {
    "bird": ["animal", "bird", "outdoors"],
    "dog": ["animal", "pet"],
    "wild mammal": ["animal", "outdoors"],
    "reptile": ["animal"],
    "insect": ["animal", "outdoors"],
    "vehicle": ["made by people", "outdoors"],
    "food": ["food"],
    "kitchenware": ["made by people", "food"],
}


def make_projects(data: Path) -> None:
    """Make the projects of the workspace that VIZSLA_HOME names, from a folder of real data."""
    from vizsla.project.project import Project  # noqa: PLC0415 - once the workspace is named

    scratch = Path(os.environ["VIZSLA_HOME"]).parent
    photographs = _sorted_photographs(data / "photos" / "imagenet-sample", scratch / "sorted")
    with Project.open(PICTURES) as project:
        project.add(photographs)
        _finish(project)
        _spoil(project)
        project.train()
        project.test()
    with Project.open(TAGS, multi_label=True) as project:
        for label, tags in TAGS_OF.items():
            project.add(photographs / label)
            names = {each.name for each in (photographs / label).iterdir()}
            project.label(
                [each.id for each in project.examples(MOST) if Path(each.name).name in names], tags
            )
        project.add(photographs / "unlabelled")
        _finish(project)
    with Project.open(TEXTS, kind="text-classification") as project:
        project.add(_table(data / "text" / "banking77" / "train.csv", scratch / "questions.csv"))
        _finish(project)
    with Project.open(EMPTY):
        pass


def add_people() -> None:
    """Let people sign in to the workspace."""
    from vizsla.workspace import Workspace  # noqa: PLC0415 - once the workspace is named

    with Workspace.open(Path(os.environ["VIZSLA_HOME"])) as workspace:
        for name, role in PEOPLE.items():
            workspace.people.add(name, role, PASSWORD)


def _sorted_photographs(source: Path, target: Path) -> Path:
    """Copy photographs to ``target/LABEL``, and some of each label to ``target/unlabelled``."""
    files = {each.stem.partition("_")[2]: each for each in source.iterdir()}
    (target / "unlabelled").mkdir(parents=True)
    for label, words in SHOWN.items():
        (target / label).mkdir()
        for number, name in enumerate(words.split(), 1):
            folder = label if number % UNLABELLED else "unlabelled"
            shutil.copy(files[name], target / folder / f"{name}.jpg")
    # A copy in another size, and a picture in which is nothing: findings of an exploration.
    with Image.open(target / "dog" / "pug.jpg") as picture:
        picture.reduce(2).convert("RGB").save(target / "unlabelled" / "pug small.jpg")
    Image.new("RGB", (400, 300), (24, 24, 26)).save(target / "unlabelled" / "lens cap.jpg")
    return target


def _spoil(project: Project) -> None:
    """Give two pictures a wrong label, and let two people label three others differently."""
    by_name = {Path(each.name).stem: each.id for each in project.examples(MOST)}
    project.label([by_name["meerkat"]], "dog")
    project.label([by_name["teapot"]], "food")
    disputed = {
        "dhole": ("wild mammal", "dog"),
        "eggnog": ("food", "kitchenware"),
        "caldron": ("kitchenware", "food"),
    }
    for name, (own, label) in disputed.items():
        project.label([by_name[name]], label)  # a folder's label is nobody's: one person's is both
        project.label([by_name[name]], own)
        project._store.label_beside([by_name[name]], label, OWNER)  # noqa: SLF001


def _table(source: Path, target: Path) -> Path:
    """Write a table of the first texts of some labels."""
    with source.open(newline="") as file:
        rows = list(csv.DictReader(file))
    column = next(name for name in ("category", "label") if name in rows[0])
    intents = sorted({row[column] for row in rows})[:INTENTS]
    with target.open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        for intent in intents:
            chosen = [row for row in rows if row[column] == intent][:EACH]
            writer.writerows(_without_label(chosen, column))
    return target


def _without_label(rows: list[dict[str, str]], column: str) -> Iterable[dict[str, str]]:
    """Yield rows, the last two without their label."""
    yield from rows[:-2]
    yield from ({**row, column: ""} for row in rows[-2:])


def _finish(project: Project) -> None:
    project.train()
    project.test()
    project.publish(untested=True)
