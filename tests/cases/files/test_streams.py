"""Encryption of files as they flow: nothing opens but the whole, at its place, in its order."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.files.streams import (
    CHUNK,
    HEADER,
    PREFIX_BYTES,
    TAG_BYTES,
    SealedFileError,
    Sealer,
    new_key,
    opened,
)

KEY, PLACE = bytes(range(32)), b"here"
START, STEP = len(HEADER) + PREFIX_BYTES, CHUNK + TAG_BYTES


def sealed(content: bytes, *, key: bytes = KEY, place: bytes = PLACE) -> bytes:
    sealer = Sealer(key, place)
    return sealer.update(content) + sealer.finish()


def read(content: bytes, *, key: bytes = KEY, place: bytes = PLACE) -> bytes:
    return b"".join(opened(io.BytesIO(content).read, key, place))


@given(st.integers(0, 3 * CHUNK + 5), st.lists(st.integers(1, 2 * CHUNK), max_size=6))
def test_what_comes_in_any_pieces_opens_as_it_was(length, cuts):
    content = bytes(at * 7 % 251 for at in range(length))
    sealer, out, at = Sealer(KEY, PLACE), b"", 0
    for cut in cuts:
        out += sealer.update(content[at : at + cut])
        at += cut
    out += sealer.update(content[at:]) + sealer.finish()
    assert read(out) == content


@pytest.mark.parametrize("length", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK])
def test_edges_of_chunks(length):
    assert read(sealed(b"x" * length)) == b"x" * length


def test_chunks_are_given_out_before_the_end_is_known():
    out = sealed(b"a" * CHUNK + b"b")
    damaged = out[:-1] + bytes([out[-1] ^ 1])
    pieces = opened(io.BytesIO(damaged).read, KEY, PLACE)
    assert next(pieces) == b"a" * CHUNK
    with pytest.raises(SealedFileError):
        next(pieces)


@given(st.data())
def test_any_changed_byte_is_found(data):
    out = bytearray(sealed(b"content of a file"))
    at = data.draw(st.integers(0, len(out) - 1))
    out[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises(SealedFileError):
        read(bytes(out))


@pytest.mark.parametrize(
    "change",
    [
        lambda out: out[: START + STEP],  # cut between chunks
        lambda out: out[:-1],
        lambda out: out[:START],
        lambda out: out[: len(HEADER) + 2],
        lambda out: b"",
        lambda out: out + b"x",
        lambda out: out + out[START:],
        lambda out: out[:START] + out[START + STEP :],  # the first chunk left out
        lambda out: out[:START] + out[START + STEP : START + 2 * STEP] + out[START : START + STEP]
        + out[START + 2 * STEP :],
    ],
)  # fmt: skip
def test_cut_lengthened_or_reordered_it_does_not_open(change):
    out = sealed(bytes(CHUNK) + b"1" * CHUNK + b"end")
    with pytest.raises(SealedFileError):
        read(change(out))


def test_chunks_of_two_files_under_one_key_do_not_mix():
    first, second = sealed(bytes(CHUNK) + b"one"), sealed(bytes(CHUNK) + b"two")
    with pytest.raises(SealedFileError):
        read(first[: START + STEP] + second[START + STEP :])


def test_under_another_key_or_at_another_place_it_does_not_open():
    out = sealed(b"content")
    for key, place in ((new_key(), PLACE), (KEY, b"there")):
        with pytest.raises(SealedFileError):
            read(out, key=key, place=place)


def test_same_content_never_looks_the_same():
    assert len({sealed(b"content") for _turn in range(50)}) == 50


def test_little_is_held_whatever_the_length():
    sealer = Sealer(KEY, PLACE)
    for _turn in range(200):
        sealer.update(bytes(CHUNK // 2))
        assert len(sealer._held) <= CHUNK
