"""The numbers that a script under `fits/` prints are those in the code, as far as their data are kept."""

import gzip
import re

import pytest

from fits import adequacy, alignment, chinese, english, links
from fits.matrices import DATA, area_under_curve, least_squares, logistic, np, read_matrix, spearman

MATRICES = sorted(DATA.glob("*.csv.gz"))


@pytest.mark.parametrize("path", MATRICES, ids=lambda path: path.name)
def test_a_matrix_holds_numbers_only(path):
    header, *rows = gzip.decompress(path.read_bytes()).decode("ascii").splitlines()

    assert re.fullmatch(r"[a-z_,0-9]+", header)
    assert len(rows) >= 700
    assert all(re.fullmatch(r"-?\d+(\.\d+)?(,-?\d+(\.\d+)?)*", row) for row in rows)


def test_the_weights_of_english_difficulty_are_those_of_the_fit():
    for fitted in english.fitted():
        assert fitted.in_code == pytest.approx(fitted.value, abs=0.01), fitted.name


def test_the_shares_of_the_links_are_among_the_best():
    for fitted in links.fitted():
        assert fitted.in_code == pytest.approx(fitted.value, abs=0.001), fitted.name


def test_the_weights_of_adequacy_are_those_of_the_fit():
    for fitted in adequacy.fitted():
        assert fitted.in_code == pytest.approx(fitted.value, abs=0.01), fitted.name


def test_adequacy_tells_full_translations_from_others_in_talks_that_were_left_out():
    data = read_matrix(adequacy.PAIRS)
    full = data["full_a"] * data["full_b"]

    assert adequacy.area(data, ("unmatched_zh", "unmatched_en", "deviation")) >= 0.70
    assert area_under_curve(data["full_a"], data["full_b"]) >= 0.90  # what one reading reaches against the other
    assert full.mean() == pytest.approx(0.817, abs=0.001)


@pytest.mark.parametrize("model", [chinese, alignment])
def test_the_weights_have_the_sign_and_the_size_of_the_fit(model):
    for fitted in model.fitted():
        assert 0.4 < fitted.in_code / fitted.value < 2.5, fitted.name


def test_the_estimators_find_what_made_the_data():
    one = np.linspace(-2, 2, 400)
    other = np.sin(np.arange(400))

    assert least_squares([one, other], 3 * one - other + 2) == pytest.approx([3, -1, 2])
    assert logistic([one], ((one + other) > 0).astype(float))[0] > 1
    assert spearman(one, one**3) == pytest.approx(1)
    assert area_under_curve(one, (one > 0.5).astype(float)) == pytest.approx(1)
