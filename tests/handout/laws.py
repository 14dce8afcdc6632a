"""Laws that hold for the handouts of any talk and for every exercise of a registry."""

import html
import re

from flashdeck.model.pages import plain_text
from flashdeck.write.handout import render


def student_page(handout):
    """The student's copy as an HTML page."""
    copy = next(copy for copy in handout.copies if copy.copy == "student")
    return render(copy, "html").content.decode()


def leaked_answers(handout):
    """The answers that the student's page shows where it must not.

    A word may be shown by the text, by the vocabulary and by a bank, as an answer or in another role. Any longer answer, such
    as a whole line, may be shown nowhere.
    """
    page = student_page(handout)
    outside = re.sub(r'<section class="(?:text|vocabulary)">.*?</section>', "", page, flags=re.DOTALL)
    outside = re.sub(r'<p class="bank">.*?</p>', "", outside, flags=re.DOTALL)
    words = _words(handout)
    found = []
    for generated in handout.exercises.values():
        for item in generated.items:
            answer = plain_text(item.answer)
            searched = outside if answer in words else page
            if answer and html.escape(answer, quote=False) in searched:
                found.append((generated.exercise.name, answer))
    return found


def _words(handout):
    """The words of the passage as they are written and as they are read."""
    renderer = handout.material.renderer
    entries = handout.material.vocabulary.listed
    pieces = (piece.shown.text for line in handout.passage.lines for piece in handout.material.target(line).pieces)
    return {*pieces, *map(renderer.written, entries), *map(renderer.reading, entries)}


def unanswered(handout):
    """The questions without an answer in the key, by the name of their exercise; an open exercise needs none."""
    return [
        generated.exercise.name
        for generated in handout.exercises.values()
        for item in generated.items
        if not generated.exercise.is_open and not plain_text(item.key)
    ]


def choices_beside_their_question(handout):
    """The questions whose choice is at their own place in the bank, where the answer would be beside the question."""
    return [
        (generated.exercise.name, place)
        for generated in handout.exercises.values()
        for part in generated.parts
        for place, item in enumerate(part.items)
        if item.choice == place
    ]


def lines_used_twice(handout):
    """The lines that two questions show or ask for as a whole, or that have two gaps."""
    seen, twice = set(), []
    for generated in handout.exercises.values():
        for item in generated.items:
            if item.line in seen and _uses_the_line(item, handout):
                twice.append((generated.exercise.name, item.line))
            if _uses_the_line(item, handout):
                seen.add(item.line)
    return twice


def _uses_the_line(item, handout):
    """Whether a question shows or asks for a side of its line, with or without a gap."""
    line = handout.material.line(item.line)
    sides = {handout.material.target(line).text, handout.material.context(line).text}
    texts = [plain_text(runs) for runs in (item.prompt, item.answer, *item.hints)]
    return any(text in sides for text in texts)
