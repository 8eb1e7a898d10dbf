"""Generated clients of DynamoDB, S3 and SQS at work against moto's server on loopback.

Each test is what a program would do with the service, with the package as it is generated.
"""

from __future__ import annotations

import asyncio
import io
import os
from collections.abc import Iterator
from typing import Any

import dynamodb_client as dynamodb
import pytest
import s3_client as s3
import sqs_client as sqs
from moto.server import ThreadedMotoServer


@pytest.fixture(scope="module")
def base_url() -> Iterator[str]:
    """Start the server, and have the environment say who calls it."""
    os.environ.update(
        AWS_ACCESS_KEY_ID="test", AWS_SECRET_ACCESS_KEY="test", AWS_REGION="us-east-1"
    )
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


# DynamoDB


@pytest.fixture
def tables(base_url: str) -> Iterator[dynamodb.Client]:
    """A client of DynamoDB with one table, `films`."""
    with dynamodb.Client(base_url=base_url) as client:
        client.create_table(
            table_name="films",
            attribute_definitions=[
                dynamodb.models.AttributeDefinition(attribute_name="year", attribute_type="N"),
                dynamodb.models.AttributeDefinition(attribute_name="title", attribute_type="S"),
            ],
            key_schema=[
                dynamodb.models.KeySchemaElement(attribute_name="year", key_type="HASH"),
                dynamodb.models.KeySchemaElement(attribute_name="title", key_type="RANGE"),
            ],
            billing_mode="PAY_PER_REQUEST",
        )
        yield client
        client.delete_table(table_name="films")


def number(value: int) -> dynamodb.models.AttributeValue:
    """A number of DynamoDB."""
    return dynamodb.models.AttributeValueN(str(value))


def text(value: str) -> dynamodb.models.AttributeValue:
    """A string of DynamoDB."""
    return dynamodb.models.AttributeValueS(value)


def film(year: int, title: str) -> dict[str, dynamodb.models.AttributeValue]:
    """An item."""
    return {"year": number(year), "title": text(title)}


def test_a_table_is_described(tables: dynamodb.Client) -> None:
    table = tables.describe_table(table_name="films").table
    assert table is not None and table.table_status == "ACTIVE"
    assert table.creation_date_time is not None and table.creation_date_time.tzinfo is not None
    assert tables.list_tables().table_names == ["films"]


def test_an_item_comes_back_with_all_its_types(tables: dynamodb.Client) -> None:
    models = dynamodb.models
    item: dict[str, dynamodb.models.AttributeValue] = {
        **film(1927, "Metropolis"),
        "poster": models.AttributeValueB(b"\x00\xff"),
        "silent": models.AttributeValueBOOL(True),
        "sequel": models.AttributeValueNULL(True),
        "cast": models.AttributeValueL([text("Brigitte Helm"), number(2)]),
        "crew": models.AttributeValueM({"director": text("Fritz Lang"), "none": text("")}),
        "genres": models.AttributeValueSS(["drama", "science fiction"]),
        "scores": models.AttributeValueNS(["8.3", "98"]),
    }
    tables.put_item(table_name="films", item=item)
    found = tables.get_item(table_name="films", key=film(1927, "Metropolis"), consistent_read=True)
    assert found.item == item
    nothing = tables.get_item(table_name="films", key=film(1, "Nothing"))
    assert nothing.item is None


def test_a_query_and_a_scan_go_through_pages(tables: dynamodb.Client) -> None:
    titles = [f"Film {at:02}" for at in range(25)]
    for title in titles:
        tables.put_item(table_name="films", item=film(1999, title))
    found: list[str] = []
    start: dict[str, dynamodb.models.AttributeValue] | None = None
    pages = 0
    while True:
        page = tables.query(
            table_name="films",
            key_condition_expression="#y = :y",
            expression_attribute_names={"#y": "year"},
            expression_attribute_values={":y": number(1999)},
            limit=10,
            exclusive_start_key=start,
        )
        pages += 1
        for item in page.items or []:
            value = item["title"]
            assert isinstance(value, dynamodb.models.AttributeValueS)
            found.append(value.value)
        start = page.last_evaluated_key
        if not start:
            break
    assert found == titles and pages == 3
    assert tables.scan(table_name="films", select="COUNT").count == 25


def test_a_condition_that_fails_is_a_typed_error(tables: dynamodb.Client) -> None:
    tables.put_item(table_name="films", item=film(2001, "Once"))
    with pytest.raises(dynamodb.models.ConditionalCheckFailedException) as caught:
        tables.put_item(
            table_name="films",
            item=film(2001, "Once"),
            condition_expression="attribute_not_exists(title)",
        )
    assert caught.value.status_code == 400 and caught.value.message
    assert isinstance(caught.value, dynamodb.BadRequestError)
    with pytest.raises(dynamodb.models.ResourceNotFoundException):
        tables.get_item(table_name="nowhere", key=film(1, "x"))


def test_items_are_written_and_read_in_batches(tables: dynamodb.Client) -> None:
    models = dynamodb.models
    requests = [
        models.WriteRequest(put_request=models.PutRequest(item=film(1950 + at, "Batch")))
        for at in range(5)
    ]
    assert not tables.batch_write_item(request_items={"films": requests}).unprocessed_items
    keys = models.KeysAndAttributes(keys=[film(1950 + at, "Batch") for at in range(5)])
    read = tables.batch_get_item(request_items={"films": keys})
    assert read.responses is not None and len(read.responses["films"]) == 5
    updated = tables.update_item(
        table_name="films",
        key=film(1950, "Batch"),
        update_expression="SET seen = :one",
        expression_attribute_values={":one": number(1)},
        return_values="ALL_NEW",
    )
    assert updated.attributes == {**film(1950, "Batch"), "seen": number(1)}


# S3


@pytest.fixture
def buckets(base_url: str) -> Iterator[s3.Client]:
    """A client of S3 with one bucket, `shelf`."""
    with s3.Client(base_url=base_url) as client:
        client.create_bucket(bucket="shelf")
        yield client
        listed = client.list_objects_v2(bucket="shelf").contents or []
        if listed:
            keys = [s3.models.ObjectIdentifier(key=one.key or "") for one in listed]
            client.delete_objects(bucket="shelf", delete=s3.models.Delete(objects=keys))
        client.delete_bucket(bucket="shelf")


def body_of(output: Any) -> bytes:
    """Read a body to its end."""
    with output.body as body:
        return bytes(body.read())


def test_an_object_comes_back(buckets: s3.Client) -> None:
    key = "a folder/ßong & 漢字+%20.txt"
    put = buckets.put_object(
        bucket="shelf",
        key=key,
        body=b"to be read",
        content_type="text/plain",
        metadata={"author": "nobody"},
    )
    head = buckets.head_object(bucket="shelf", key=key)
    assert head.content_length == 10 and head.e_tag == put.e_tag
    assert head.metadata == {"author": "nobody"} and head.content_type == "text/plain"
    assert head.last_modified is not None
    assert body_of(buckets.get_object(bucket="shelf", key=key)) == b"to be read"
    part = buckets.get_object(bucket="shelf", key=key, range="bytes=3-4")
    assert part.content_range == "bytes 3-4/10" and body_of(part) == b"be"


def test_a_body_is_streamed_both_ways(buckets: s3.Client) -> None:
    whole = bytes(range(256)) * 4096
    buckets.put_object(bucket="shelf", key="file", body=io.BytesIO(whole))
    pieces = (whole[at : at + 65536] for at in range(0, len(whole), 65536))
    buckets.put_object(bucket="shelf", key="pieces", body=pieces, content_length=len(whole))
    for key in ("file", "pieces"):
        with buckets.get_object(bucket="shelf", key=key).body as body:
            assert b"".join(body.iter_bytes()) == whole


def test_objects_are_listed_in_pages(buckets: s3.Client) -> None:
    for at in range(7):
        buckets.put_object(bucket="shelf", key=f"list/{at}", body=b"x" * at)
    buckets.put_object(bucket="shelf", key="other", body=b"")
    found: list[tuple[str | None, int | None]] = []
    token: str | None = None
    while True:
        page = buckets.list_objects_v2(
            bucket="shelf", prefix="list/", max_keys=3, continuation_token=token
        )
        found += [(one.key, one.size) for one in page.contents or []]
        token = page.next_continuation_token
        if not page.is_truncated:
            break
    assert found == [(f"list/{at}", at) for at in range(7)]
    folders = buckets.list_objects_v2(bucket="shelf", delimiter="/")
    assert [one.prefix for one in folders.common_prefixes or []] == ["list/"]


def test_an_object_is_put_together_of_parts(buckets: s3.Client) -> None:
    started = buckets.create_multipart_upload(bucket="shelf", key="parts")
    assert started.upload_id
    parts = [b"a" * 5 * 1024 * 1024, b"the end"]
    done: list[s3.models.CompletedPart] = []
    for at, content in enumerate(parts, 1):
        part = buckets.upload_part(
            bucket="shelf",
            key="parts",
            upload_id=started.upload_id,
            part_number=at,
            body=content,
        )
        done.append(s3.models.CompletedPart(part_number=at, e_tag=part.e_tag))
    buckets.complete_multipart_upload(
        bucket="shelf",
        key="parts",
        upload_id=started.upload_id,
        multipart_upload=s3.models.CompletedMultipartUpload(parts=done),
    )
    assert body_of(buckets.get_object(bucket="shelf", key="parts")) == b"".join(parts)


def test_what_is_not_there_is_a_typed_error(buckets: s3.Client) -> None:
    with pytest.raises(s3.models.NoSuchKey) as caught:
        buckets.get_object(bucket="shelf", key="nothing")
    assert caught.value.status_code == 404 and caught.value.code == "NoSuchKey"
    assert isinstance(caught.value, s3.NotFoundError)
    with pytest.raises(s3.models.NoSuchBucket):
        buckets.list_objects(bucket="no-such-shelf")
    with pytest.raises(s3.NotFoundError):
        buckets.head_object(bucket="shelf", key="nothing")
    buckets.put_object(bucket="shelf", key="short", body=b"x")
    buckets.delete_object(bucket="shelf", key="short")
    with pytest.raises(s3.models.NoSuchKey):
        buckets.get_object(bucket="shelf", key="short")


def test_settings_of_a_bucket_are_xml_both_ways(buckets: s3.Client) -> None:
    tags = [s3.models.Tag(key="shelf & co", value="<one>"), s3.models.Tag(key="b", value="")]
    buckets.put_bucket_tagging(bucket="shelf", tagging=s3.models.Tagging(tag_set=tags))
    assert buckets.get_bucket_tagging(bucket="shelf").tag_set == tags
    rule = s3.models.CORSRule(allowed_methods=["GET", "PUT"], allowed_origins=["*"])
    configuration = s3.models.CORSConfiguration(cors_rules=[rule])
    buckets.put_bucket_cors(bucket="shelf", cors_configuration=configuration)
    rules = buckets.get_bucket_cors(bucket="shelf").cors_rules
    assert rules is not None and rules[0].allowed_methods == ["GET", "PUT"]


# SQS


@pytest.fixture
def queue(base_url: str) -> Iterator[tuple[sqs.Client, str]]:
    """A client of SQS and the URL of one queue."""
    with sqs.Client(base_url=base_url) as client:
        made = client.create_queue(queue_name="post", attributes={"VisibilityTimeout": "30"})
        assert made.queue_url is not None
        yield client, made.queue_url
        client.delete_queue(queue_url=made.queue_url)


def test_a_message_is_sent_received_and_deleted(queue: tuple[sqs.Client, str]) -> None:
    client, url = queue
    attributes = {
        "kind": sqs.models.MessageAttributeValue(data_type="String", string_value="ß"),
        "raw": sqs.models.MessageAttributeValue(data_type="Binary", binary_value=b"\x00\xff"),
    }
    sent = client.send_message(
        queue_url=url, message_body="hello 漢字", message_attributes=attributes
    )
    received = client.receive_message(
        queue_url=url, message_attribute_names=["All"], message_system_attribute_names=["All"]
    )
    assert received.messages is not None
    (message,) = received.messages
    assert message.body == "hello 漢字" and message.message_id == sent.message_id
    assert message.md5_of_body == sent.md5_of_message_body
    assert message.message_attributes is not None
    assert message.message_attributes["raw"].binary_value == b"\x00\xff"
    assert message.attributes is not None and message.attributes["ApproximateReceiveCount"] == "1"
    assert message.receipt_handle is not None
    client.delete_message(queue_url=url, receipt_handle=message.receipt_handle)
    assert not client.receive_message(queue_url=url).messages


def test_messages_go_in_batches(queue: tuple[sqs.Client, str]) -> None:
    client, url = queue
    entries = [
        sqs.models.SendMessageBatchRequestEntry(id=str(at), message_body=f"number {at}")
        for at in range(5)
    ]
    sent = client.send_message_batch(queue_url=url, entries=entries)
    assert [one.id for one in sent.successful] == list("01234") and not sent.failed
    received = client.receive_message(queue_url=url, max_number_of_messages=10).messages or []
    assert {one.body for one in received} == {f"number {at}" for at in range(5)}
    deleted = client.delete_message_batch(
        queue_url=url,
        entries=[
            sqs.models.DeleteMessageBatchRequestEntry(
                id=str(at), receipt_handle=one.receipt_handle or ""
            )
            for at, one in enumerate(received)
        ],
    )
    assert len(deleted.successful) == 5
    told = client.get_queue_attributes(queue_url=url, attribute_names=["All"])
    assert told.attributes is not None
    assert told.attributes["ApproximateNumberOfMessages"] == "0"


def test_no_queue_is_a_typed_error(queue: tuple[sqs.Client, str]) -> None:
    client, url = queue
    with pytest.raises(sqs.models.QueueDoesNotExist) as caught:
        client.get_queue_url(queue_name="nowhere")
    assert caught.value.status_code == 400
    assert client.get_queue_url(queue_name="post").queue_url == url
    assert client.list_queues().queue_urls == [url]


# All at once


def test_asynchronous_clients_do_the_same(base_url: str) -> None:
    async def work() -> list[str | None]:
        async with sqs.AsyncClient(base_url=base_url) as client:
            url = (await client.create_queue(queue_name="many")).queue_url or ""
            sends = (client.send_message(queue_url=url, message_body=str(at)) for at in range(20))
            sent = await asyncio.gather(*sends)
            await client.delete_queue(queue_url=url)
        async with s3.AsyncClient(base_url=base_url) as client:
            await client.create_bucket(bucket="async")
            await client.put_object(bucket="async", key="k", body=b"abc")
            async with (await client.get_object(bucket="async", key="k")).body as body:
                assert await body.aread() == b"abc"
        return [one.message_id for one in sent]

    assert len(set(asyncio.run(work()))) == 20
