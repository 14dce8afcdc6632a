"""Overlong lines: what linking them costs grows with their length, not with its square."""

from itertools import pairwise

import pytest

from flashdeck.bilingual.links import LinkWord, Seeds, decode, link_model, link_words
from flashdeck.bilingual.links.decode import split_long_line

CHINESE = "老师 学生 图书馆 火车 医生 音乐 天气 城市".split()
ENGLISH = "teacher student library train doctor music weather citi".split()


def words(keys, count):
    return [LinkWord(keys[place % len(keys)], content=True, group="n") for place in range(count)]


@pytest.fixture
def cells(monkeypatch):
    """Count the cells of the tables in which words of both sides meet."""
    counted = []
    crossed = link_model._crossed

    def count(zh_rows, en_rows):
        counted.append(sum(len(zh) * len(en) for zh, en in zip(zh_rows, en_rows, strict=True)))
        return crossed(zh_rows, en_rows)

    monkeypatch.setattr(link_model, "_crossed", count)
    return counted


def cells_of_one_line(count, cells):
    cells.clear()
    list(link_words([words(CHINESE, count)], [words(ENGLISH, count)], Seeds()))
    return sum(cells)


def test_a_line_of_twice_the_length_has_twice_the_cells(cells):
    once, twice = (cells_of_one_line(length * decode._LONGEST_WHOLE, cells) for length in (2, 4))

    assert once
    assert twice == pytest.approx(2 * once, rel=0.1)


@pytest.mark.parametrize(("zh", "en"), [(0, 0), (0, 5), (7, 0), (20, 300), (300, 300)])
def test_a_line_of_normal_length_is_one_part(zh, en):
    (part,) = split_long_line(words(CHINESE, zh), words(ENGLISH, en))

    assert part == (words(CHINESE, zh), words(ENGLISH, en), 0, 0, True)


@pytest.mark.parametrize(("zh", "en"), [(301, 300), (0, 301), (1000, 7), (650, 2000)])
def test_the_parts_of_an_overlong_line_tile_it(zh, en):
    parts = split_long_line(words(CHINESE, zh), words(ENGLISH, en))

    assert len(parts) > 1
    assert all(max(len(part.zh), len(part.en)) <= decode._LONGEST_WHOLE for part in parts)
    assert [word for part in parts for word in part.zh] == words(CHINESE, zh)
    assert [word for part in parts for word in part.en] == words(ENGLISH, en)
    assert all(one.zh_start + len(one.zh) == other.zh_start for one, other in pairwise(parts))
    assert all(one.en_start + len(one.en) == other.en_start for one, other in pairwise(parts))


def test_links_of_an_overlong_line_lead_to_the_counterparts_at_the_same_place():
    zh, en = words(CHINESE, 1000), words(ENGLISH, 1000)
    counterparts = dict(zip(CHINESE, ENGLISH, strict=True))

    ((links, _, _),) = link_words([zh], [en], Seeds())

    assert [link.zh for link in links] == sorted({link.zh for link in links})
    assert links[-1].zh > 900
    assert all(en[place].key == counterparts[zh[link.zh].key] for link in links for place in link.en)
    assert all(abs(place - link.zh) < decode._LONGEST_WHOLE for link in links for place in link.en)


def test_normal_lines_keep_their_links_where_long_lines_would_be_split_sooner(monkeypatch):
    lines = [words(CHINESE, length) for length in (3, 8, 20)], [words(ENGLISH, length) for length in (4, 8, 17)]
    before = list(link_words(*lines, Seeds()))

    monkeypatch.setattr(decode, "_LONGEST_WHOLE", 20)

    assert list(link_words(*lines, Seeds())) == before
