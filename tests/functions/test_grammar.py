import pytest

from vizsla.functions.image_description.grammar import (
    article,
    list_of,
    noun_from,
    plural,
    with_amount,
    with_article,
    with_count,
)
from vizsla.functions.image_description.read_tables import load_tables

TABLES = load_tables()
GRAMMAR = TABLES.grammar

NOUNS = """
    a beagle/beagles                     an Airedale terrier/Airedale terriers
    a unicycle/unicycles                 an umbrella/umbrellas
    an hourglass/hourglasses             a hammer/hammers
    a European gallinule/European gallinules
    an Eskimo dog/Eskimo dogs            an iPod/iPods
    an MP3 player/MP3 players            a CD player/CD players
    a T-shirt/T-shirts                   an upright piano/upright pianos
    a uniform/uniforms                   an uninhabited island/uninhabited islands
    a one-way street/one-way streets     an onion/onions
    a red wolf/red wolves                a computer mouse/computer mice
    a goose/geese                        a mongoose/mongooses
    a bighorn sheep/bighorn sheep        an ox/oxen
    a jellyfish/jellyfish                an aircraft/aircraft
    a lynx/lynxes                        an ostrich/ostriches
    a monarch/monarchs                   a conch/conchs
    a husky/huskies                      a jay/jays
    a monkey/monkeys                     a volcano/volcanoes
    a banjo/banjos                       a harvestman/harvestmen
    a cliff/cliffs                       a meat loaf/meat loaves
    a piece of fruit/pieces of fruit     a Bouvier des Flandres/Bouviers des Flandres
    a pug-dog/pug-dogs                   a yellow lady's slipper/yellow lady's slippers
    a jack-o'-lantern/jack-o'-lanterns   a Great Pyrenees/Great Pyrenees
"""
ROWS = [cell.strip() for line in NOUNS.splitlines() for cell in line.split("  ") if cell.strip()]


@pytest.mark.parametrize("row", ROWS)
def test_a_noun_has_its_article_and_plural(row: str) -> None:
    phrase, many = row.split("/")
    name = phrase.split(" ", 1)[1]
    assert f"{article(name, GRAMMAR)} {name}" == phrase
    assert plural(name, GRAMMAR) == many


COCO = """
    a person/two people; a bicycle/two bicycles; a car/two cars; a motorcycle/two motorcycles;
    an airplane/two airplanes; a bus/two buses; a train/two trains; a truck/two trucks;
    a boat/two boats; a traffic light/two traffic lights; a fire hydrant/two fire hydrants;
    a stop sign/two stop signs; a parking meter/two parking meters; a bench/two benches;
    a bird/two birds; a cat/two cats; a dog/two dogs; a horse/two horses; a sheep/two sheep;
    a cow/two cows; an elephant/two elephants; a bear/two bears; a zebra/two zebras;
    a giraffe/two giraffes; a backpack/two backpacks; an umbrella/two umbrellas;
    a handbag/two handbags; a tie/two ties; a suitcase/two suitcases; a frisbee/two frisbees;
    a pair of skis/two pairs of skis; a snowboard/two snowboards; a ball/two balls;
    a kite/two kites; a baseball bat/two baseball bats; a baseball glove/two baseball gloves;
    a skateboard/two skateboards; a surfboard/two surfboards;
    a tennis racket/two tennis rackets; a bottle/two bottles; a wine glass/two wine glasses;
    a cup/two cups; a fork/two forks; a knife/two knives; a spoon/two spoons; a bowl/two bowls;
    a banana/two bananas; an apple/two apples; a sandwich/two sandwiches; an orange/two oranges;
    a piece of broccoli/two pieces of broccoli; a carrot/two carrots; a hot dog/two hot dogs;
    a pizza/two pizzas; a donut/two donuts; a cake/two cakes; a chair/two chairs;
    a couch/two couches; a potted plant/two potted plants; a bed/two beds; a table/two tables;
    a toilet/two toilets; a television/two televisions; a laptop/two laptops;
    a computer mouse/two computer mice; a remote control/two remote controls;
    a keyboard/two keyboards; a cell phone/two cell phones; a microwave/two microwaves;
    an oven/two ovens; a toaster/two toasters; a sink/two sinks;
    a refrigerator/two refrigerators; a book/two books; a clock/two clocks; a vase/two vases;
    a pair of scissors/two pairs of scissors; a teddy bear/two teddy bears;
    a hair dryer/two hair dryers; a toothbrush/two toothbrushes; an animal/two animals
"""


def test_each_label_of_the_detector_has_its_forms_for_one_and_two() -> None:
    nouns = [thing.noun for thing in TABLES.things.values()]
    forms = [f"{with_article(noun, GRAMMAR)}/{with_count(noun, 2, GRAMMAR)}" for noun in nouns]
    assert forms == [" ".join(each.split()) for each in COCO.split(";")]


def test_the_tables_agree_with_the_rules_for_nouns_that_can_be_counted() -> None:
    for thing in TABLES.things.values():
        if thing.noun.measure is None:
            assert thing.noun == noun_from(thing.noun.noun, GRAMMAR)


def test_nouns_that_cannot_be_counted_have_no_number() -> None:
    hay = TABLES.noun("n07802026", "hay")
    assert with_article(hay, GRAMMAR) == "some hay"
    assert with_count(hay, 3, GRAMMAR) == "some hay"
    assert with_amount(hay, "many", GRAMMAR) == "some hay"


def test_an_amount_of_scissors_is_an_amount_of_pairs() -> None:
    scissors = TABLES.thing("scissors").noun
    assert with_amount(scissors, "several", GRAMMAR) == "several pairs of scissors"


@pytest.mark.parametrize(
    ("items", "commas", "text"),
    [
        (["a dog"], False, "a dog"),
        (["a dog", "a cat"], False, "a dog and a cat"),
        (["a dog", "a cat", "a cow"], False, "a dog, a cat and a cow"),
        (["a cat on a bed", "a dog"], True, "a cat on a bed, and a dog"),
        (["a cat on a bed", "a dog", "a cow"], True, "a cat on a bed, a dog, and a cow"),
    ],
)
def test_items_make_a_list(items: list[str], commas: bool, text: str) -> None:  # noqa: FBT001
    assert list_of(items, GRAMMAR, commas=commas) == text
