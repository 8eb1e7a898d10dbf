"""Serializers and parsers of the runtime, by property: what is written is read back."""

import json
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from urllib.parse import parse_qsl, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smithyc_runtime import decode_json, encode, headers, jsontext, timestamps, uri
from smithyc_runtime.paths import Mismatch, locate

moments = st.datetimes(
    min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30), timezones=st.just(UTC)
)
zones = st.integers(-1439, 1439).map(lambda m: timezone(timedelta(minutes=m)))
text = st.text(st.characters(exclude_categories=["Cs"]))
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | text,
    lambda inner: st.lists(inner) | st.dictionaries(text, inner),
)


@given(moments, zones)
def test_date_time(value: datetime, zone: timezone) -> None:
    assert timestamps.parse_date_time(timestamps.format_date_time(value)) == value
    assert timestamps.parse_date_time(timestamps.format_date_time(value.astimezone(zone))) == value
    assert timestamps.parse_date_time(value.astimezone(zone).isoformat()) == value


@given(moments)
def test_http_date(value: datetime) -> None:
    assert timestamps.parse_http_date(timestamps.format_http_date(value)) == value


@given(
    st.datetimes(
        min_value=datetime(1800, 1, 1), max_value=datetime(2200, 1, 1), timezones=st.just(UTC)
    )
)
def test_epoch_seconds(value: datetime) -> None:
    written = json.loads(json.dumps(timestamps.epoch_seconds(value)))
    assert timestamps.parse_epoch_seconds(written) == value


def test_naive_is_utc_and_leap_seconds() -> None:
    assert timestamps.format_date_time(datetime(2020, 1, 1)) == "2020-01-01T00:00:00Z"
    assert timestamps.parse_date_time("2016-12-31T23:59:60Z") == datetime(2017, 1, 1, tzinfo=UTC)
    assert timestamps.parse_date_time("2020-01-01t00:00:00.1234567-01:30") == datetime(
        2020, 1, 1, 1, 30, 0, 123456, tzinfo=UTC
    )
    assert timestamps.format_date_time(datetime(5, 1, 1)) == "0005-01-01T00:00:00Z"


@pytest.mark.parametrize(
    "junk", ["", "2020-01-01", "20200101T000000Z", "2020-W01-1T00:00:00Z", "2020-13-01T00:00:00Z"]
)
def test_date_time_refuses(junk: str) -> None:
    with pytest.raises(ValueError):
        timestamps.parse_date_time(junk)


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+01:00", "9999-12-31T23:59:60Z"])
def test_date_time_refuses_what_datetime_cannot_hold(moment: str) -> None:
    with pytest.raises(ValueError, match="hold"):
        timestamps.parse_date_time(moment)


@pytest.mark.parametrize("junk", ["", "Thu, 29 Foo 2024 12:30:15 GMT", "2024-02-29"])
def test_http_date_refuses(junk: str) -> None:
    with pytest.raises(ValueError):
        timestamps.parse_http_date(junk)


@pytest.mark.parametrize("junk", [float("nan"), float("inf"), 1e300, "x"])
def test_epoch_seconds_refuses(junk: float | str) -> None:
    with pytest.raises(ValueError):
        timestamps.parse_epoch_seconds(junk)


@given(st.lists(st.text(st.characters(min_codepoint=32, max_codepoint=126)), min_size=1))
def test_header_list(items: list[str]) -> None:
    assert headers.split_strings(headers.join_strings(items)) == items


def test_header_lists_of_others() -> None:
    assert headers.split_strings('a,"b,\\"c" , d') == ["a", 'b,"c', "d"]
    for junk in ('"a', '"a"b', 'a"b'):
        with pytest.raises(ValueError):
            headers.split_strings(junk)
    two = "Thu, 29 Feb 2024 12:30:15 GMT,Thu, 29 Feb 2024 12:30:16 GMT"
    assert [timestamps.parse_http_date(d).second for d in headers.split_http_dates(two)] == [15, 16]


@given(st.floats())
def test_float_text(value: float) -> None:
    assert repr(headers.to_float(encode.text_float({}, "x", value))) == repr(value)


@given(st.integers(), st.booleans())
def test_int_and_bool_text(number: int, flag: bool) -> None:
    assert headers.to_int(encode.text_int({}, "x", number)) == number
    assert headers.to_bool(encode.text_bool({}, "x", flag)) is flag
    assert headers.to_decimal(encode.text_decimal({}, "x", Decimal(number))) == number


@pytest.mark.parametrize("junk", ["", "1.0", "1_0", "0x1", "٣", " 1"])
def test_int_refuses(junk: str) -> None:
    with pytest.raises(ValueError):
        headers.to_int(junk)


@given(text)
def test_escape(value: str) -> None:
    assert unquote(uri.escape(value)) == value and "/" not in uri.escape(value)
    assert unquote(uri.escape_greedy(value)) == value


@given(text.filter(bool))
def test_labels_never_climb(value: str) -> None:
    for greedy in (False, True):
        made = encode.label({}, "x", value, greedy=greedy)
        assert unquote(made) == value
        assert not {".", ".."} & set(made.split("/"))


@given(st.lists(st.tuples(text.filter(bool), text)))
def test_query(pairs: list[tuple[str, str]]) -> None:
    assert parse_qsl(uri.query_string(pairs), keep_blank_values=True) == pairs


@given(values)
def test_json(value: object) -> None:
    assert jsontext.loads(jsontext.dumps(value)) == value
    assert jsontext.loads(jsontext.dumps(value, exact=True), exact=True) == value


@given(st.decimals(allow_nan=False, allow_infinity=False), st.integers())
def test_big_numbers(number: Decimal, whole: int) -> None:
    written = jsontext.dumps([encode.put_decimal([], None, number), whole], exact=True)
    got = jsontext.loads(written, exact=True)
    assert decode_json.as_decimal(got, None, got[0]) == number
    assert decode_json.as_big_integer(got, None, got[1]) == whole


@given(st.binary())
def test_blobs(value: bytes) -> None:
    assert decode_json.as_blob({}, "x", encode.put_blob({}, "x", value)) == value


@pytest.mark.parametrize("junk", ["%%%", "YQ", "YQ==YQ==", 1, None])
def test_blobs_refuse(junk: object) -> None:
    with pytest.raises(Mismatch):
        decode_json.as_blob({"x": junk}, "x", junk)


@given(values, st.data())
def test_locate(value: object, data: st.DataObject) -> None:
    inner = {"bad": 1}
    root = {"a b": [value, {"c": inner}]}
    assert locate(root, "$", Mismatch(inner, "bad", 1, "a string")) == "$['a b'][1].c.bad"
