"""A learner's year in a minute, in any version of Anki: `python learner.py by-hand|pushed FIRST.apkg NEXT.apkg [FIRST NEXT ...]`.

For each pair: import FIRST, study, suspend, flag, tag and edit; import NEXT under Anki's own defaults, or pushed as AnkiConnect's
importPackage does it; print as JSON what was before and after. It needs the package `anki` and nothing else, so that it runs
with versions that our tests do not.
"""

import json
import sys
import tempfile
import warnings
from contextlib import redirect_stdout
from pathlib import Path

warnings.simplefilter("ignore")  # protobuf's modules warn while they load

from anki import import_export_pb2 as messages  # noqa: E402
from anki.buildinfo import version  # noqa: E402
from anki.collection import Collection, ImportAnkiPackageRequest  # noqa: E402

STUDIED = 20
SCHEDULE = "type, queue, due, ivl, factor, reps, lapses, left, flags, did"


def live(first, following, take):
    """Return what an update did to the collection of a learner who has studied."""
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "collection.anki2")
        take(path, first)
        collection = Collection(path)
        study(collection)
        own = leave_marks(collection)
        before = snapshot(collection)
        collection.close()
        log = take(path, following)
        collection = Collection(path)
        after = snapshot(collection)
        kept = {number: own_of(collection, number) for number in own}
        collection.close()
    return {"log": log, "before": before, "after": after, "own": own, "kept": kept}


def pushed(path, package):
    """Import as AnkiConnect does, which asks for no options; it tells no numbers."""
    from anki.lang import set_lang

    set_lang("en")  # as Anki's window does at its start
    collection = Collection(path)
    from anki.importing import AnkiPackageImporter

    AnkiPackageImporter(collection, package).run()
    collection.close()


def by_hand(path, package):
    collection = Collection(path)
    request = ImportAnkiPackageRequest(package_path=package, options=messages.ImportAnkiPackageOptions())
    log = collection.import_anki_package(request).log
    collection.close()
    return {key: len(getattr(log, key)) for key in ("new", "updated", "duplicate", "conflicting")}


def study(collection):
    deck = collection.db.scalar("select did from cards limit 1")
    collection.decks.select(deck)
    for place in range(STUDIED):
        card = collection.get_card(collection.sched.get_queued_cards(fetch_limit=1).cards[0].card.id)
        card.start_timer()
        collection.sched.answerCard(card, (4, 3, 1)[place % 3])


def leave_marks(collection):
    """Suspend and flag cards, tag and edit notes; return the marks on notes, by the note's number."""
    cards = collection.db.list("select id from cards where reps = 0 order by id desc")
    collection.sched.suspend_cards(cards[:3])
    collection.set_user_flag_for_cards(2, cards[3:6])
    numbers = collection.db.list("select id from notes order by id desc limit 6")
    for number in numbers:
        note = collection.get_note(number)
        note["Notes"], note.tags = "my own words", [*note.tags, "mine"]
        collection.update_note(note)
    return {str(number): own_of(collection, number) for number in numbers}


def own_of(collection, number):
    note = collection.get_note(int(number))
    return [note.guid, note["Notes"], "mine" in note.tags]


def snapshot(collection):
    cards = collection.db.execute(f"select id, {SCHEDULE} from cards order by id")
    return {
        "notes": dict(map(tuple, collection.db.execute("select guid, flds from notes"))),
        "cards": {str(number): rest for number, *rest in cards},
        "reviews": collection.db.scalar("select count() from revlog"),
        "note_types": sorted(name.name for name in collection.models.all_names_and_ids() if name.name.startswith("flashdeck")),
        "styles": sorted({kind["css"] for kind in collection.models.all() if kind["name"].startswith("flashdeck")}),
        "fronts": sorted(kind["tmpls"][0]["qfmt"] for kind in collection.models.all() if kind["name"].startswith("flashdeck")),
        "decks": sorted(deck.name for deck in collection.decks.all_names_and_ids()),
        "empty": len(collection.get_empty_cards().notes),
    }


if __name__ == "__main__":
    take = {"by-hand": by_hand, "pushed": pushed}[sys.argv[1]]
    paths = sys.argv[2:]
    with redirect_stdout(sys.stderr):  # Anki prints there what took long, and newer versions what is deprecated
        lives = [live(first, following, take) for first, following in zip(paths[::2], paths[1::2])]  # noqa: B905  older Pythons, too
    sys.stdout.write(json.dumps({"version": version, "lives": lives}))
