"""push: a stand-in that speaks AnkiConnect's version 6 takes a package, or has a reason not to."""

import json
import socket
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from flashdeck.cli import run
from flashdeck.model import Deck, Html, Note
from flashdeck.write.anki.apkg import write_apkg
from flashdeck.write.anki.package import read_package

MISSING = 4


class StandIn:
    """A collection behind AnkiConnect's interface: `answers` replaces what an action returns."""

    def __init__(self):
        self.notes, self.asked, self.answers, self.key = {}, [], {}, None

    def reply(self, request):
        assert request["version"] == 6
        self.asked.append((request["action"], request.get("key")))
        if request.get("key") != self.key and request["action"] != "requestPermission":
            return {"result": None, "error": "valid api key must be provided"}  # the add-on's own words
        if request["action"] in self.answers:
            return self.answers[request["action"]]
        try:
            return {"result": getattr(self, request["action"])(**request["params"]), "error": None}
        except FileNotFoundError as error:
            return {"result": None, "error": str(error)}

    def version(self):
        return 6

    def requestPermission(self):  # noqa: N802
        return {"permission": "granted", "requireApikey": bool(self.key), "version": 6}

    def findNotes(self, query):  # noqa: N802
        assert '"note:flashdeck English Sentence"' in query
        return [*self.notes, 404]  # one that is deleted before anybody asks for it

    def notesInfo(self, notes):  # noqa: N802
        return [self.notes.get(number, {}) for number in notes]

    def importPackage(self, path):  # noqa: N802
        for place, stamp in enumerate(read_package_at(path).notes.values()):
            fields = {"ID": {"value": stamp.id, "order": 20}, "Sentence": {"value": stamp.digest, "order": 0}}
            self.notes[place] = {"noteId": place, "tags": list(stamp.tags), "fields": fields, "cards": [place]}
        return True


def read_package_at(path):
    assert Path(path).is_absolute(), "Anki looks in a folder of its own for a relative path"
    return read_package(Path(path))


@contextmanager
def serving(handle):
    """Serve on this machine; `handle` gets the body of a request and returns that of the reply."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = handle(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def anki():
    return StandIn()


@pytest.fixture
def address(anki):
    with serving(lambda body: json.dumps(anki.reply(json.loads(body))).encode()) as found:
        yield found


@pytest.fixture
def build(tmp_path):
    def write(**texts):
        notes = (Note(name, "english-sentence", (("Sentence", Html(text)),), ("flashdeck",)) for name, text in texts.items())
        return write_apkg(Deck("a", Html(""), tuple(notes)), tmp_path / "talk.apkg").path

    return write


def assert_refused(capsys, code, *said):
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 2
    assert all(words in err for words in said), err
    return code


def test_a_first_push_adds_all_notes_and_the_next_one_updates_what_changed(anki, address, build, capsys):
    assert run(["push", str(build(a="x", b="y")), "--address", address]) == 0
    assert capsys.readouterr().out == "2 notes added, 0 updated, 0 unchanged\n"

    assert run(["push", str(build(a="x", b="corrected", c="z")), "--address", address]) == 0
    assert capsys.readouterr().out == "1 note added, 1 updated, 1 unchanged\n"
    assert {action for action, _ in anki.asked} == {"version", "requestPermission", "findNotes", "notesInfo", "importPackage"}


def test_notes_of_other_decks_are_not_counted(anki, address, build, capsys):
    fields = {"ID": {"value": "zh-word-other", "order": 20}, "Sentence": {"value": "mine", "order": 0}}
    anki.notes[7] = {"noteId": 7, "tags": [], "fields": fields, "cards": [7]}
    anki.notes[8] = {"noteId": 8, "tags": [], "fields": {"Front": {"value": "x", "order": 0}}, "cards": [8]}

    assert run(["push", str(build(a="x")), "--address", address]) == 0
    assert capsys.readouterr().out == "1 note added, 0 updated, 0 unchanged\n"


def test_the_key_goes_with_every_request(anki, address, build, capsys, monkeypatch):
    anki.key = "secret"
    deck = str(build(a="x"))
    assert assert_refused(capsys, run(["push", deck, "--address", address]), "requires a key", "--key") == MISSING
    wrong = run(["push", deck, "--address", address, "--key", "other"])
    assert assert_refused(capsys, wrong, "refuses this key") == MISSING
    assert not anki.notes

    monkeypatch.setenv("FLASHDECK_PUSH_KEY", "secret")
    assert run(["push", deck, "--address", address]) == 0
    assert anki.asked[-1] == ("notesInfo", "secret")


@dataclass(frozen=True)
class Refusal:
    """An answer of AnkiConnect to an action, and a part of the message that flashdeck shows then."""

    action: str
    answer: object
    said: str


@pytest.mark.parametrize(
    "refusal",
    [
        Refusal("version", {"result": 5, "error": None}, "needs 6 or later"),
        Refusal("requestPermission", {"result": {"permission": "denied"}, "error": None}, "did not allow"),
        Refusal("findNotes", {"result": None, "error": "collection is not available"}, "collection is not available"),
        Refusal("importPackage", {"result": None, "error": "file is not a zip file"}, "not a zip file"),
        Refusal("version", {"version": 6}, "a program other than AnkiConnect"),
        Refusal("version", [6], "a program other than AnkiConnect"),
    ],
)
def test_what_keeps_anki_from_taking_it_is_said(refusal, anki, address, build, capsys):
    anki.answers[refusal.action] = refusal.answer

    code = run(["push", str(build(a="x")), "--address", address])
    assert assert_refused(capsys, code, address, refusal.said, "File > Import") == MISSING
    assert not anki.notes


def test_a_web_page_is_not_taken_for_anki(build, capsys):
    with serving(lambda _: b"<html>hello</html>") as address:
        code = run(["push", str(build(a="x")), "--address", address])
    assert assert_refused(capsys, code, "a program other than AnkiConnect", "--address") == MISSING


def test_anki_that_is_not_running_is_said_so(build, capsys):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
        code = run(["push", str(build(a="x")), "--address", address])

    assert assert_refused(capsys, code, "not running", "AnkiConnect", "2055492159", "File > Import") == MISSING


def test_a_server_that_speaks_something_else_is_not_taken_for_anki(build, capsys):
    with socket.create_server(("127.0.0.1", 0)) as server:

        def greet():
            with server.accept()[0] as guest:
                guest.recv(1 << 16)
                guest.sendall(b"220 mail\r\n\r\n")

        thread = threading.Thread(target=greet)
        thread.start()
        code = run(["push", str(build(a="x")), "--address", f"http://127.0.0.1:{server.getsockname()[1]}"])
        thread.join()

    assert assert_refused(capsys, code, "AnkiConnect") == MISSING


def test_a_dialog_that_is_open_in_anki_is_not_waited_for(build, capsys, monkeypatch):
    monkeypatch.setattr("flashdeck.write.anki.ankiconnect._QUICK", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        code = run(["push", str(build(a="x")), "--address", f"http://127.0.0.1:{silent.getsockname()[1]}"])

    assert assert_refused(capsys, code, "does not answer", "dialogs") == MISSING


def test_a_proxy_is_not_asked(address, build, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")

    assert run(["push", str(build(a="x")), "--address", address]) == 0


@pytest.mark.parametrize(
    ("name", "said"), [("none.apkg", "there is no such file"), ("notes.txt", "flashdeck did not build this file")]
)
def test_only_a_deck_of_ours_is_pushed(name, said, tmp_path, capsys):
    (tmp_path / "notes.txt").write_text("mine")

    assert assert_refused(capsys, run(["push", str(tmp_path / name)]), name, said) == 3


def test_an_address_must_be_one(build, capsys):
    assert assert_refused(capsys, run(["push", str(build(a="x")), "--address", "file:///etc/passwd"]), "--address") == 2
