"""What is measured: for each payload, the emitted code and what it is compared with.

Every function here prepares one payload and returns its contenders, which read or write the same
bytes; each was run once and its result looked at, so that nobody wins by doing nothing.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

import payloads

Contenders = dict[str, Callable[[], Any]]
"""What runs, by name: `ours`, `bare` (the standard library alone), `botocore`, `smithy`."""


class Ours:
    """An emitted package, without its transport."""

    def __init__(self, module: str) -> None:
        self.models = importlib.import_module(f"{module}.models")
        self.operations = importlib.import_module(f"{module}._operations")
        self.response = importlib.import_module(f"{module}._runtime.operation").Response

    def reader(self, name: str, content: bytes) -> Callable[[], Any]:
        """What a client does with the body of a response."""
        operation = getattr(self.operations, name)
        response = self.response
        headers = {"smithy-protocol": "rpc-v2-cbor"}
        return lambda: operation.decode(response(200, headers, content, operation.wire))

    def writer(self, name: str, value: Any) -> Callable[[], bytes]:
        """What a client does to get the body of a request."""
        operation = getattr(self.operations, name)

        def write() -> bytes:
            request = operation.serialize(value)
            if request.document is None:
                return request.content
            return operation.dumps(request.document)

        return write


class Botocore:
    """The published client of all services, without its transport."""

    def __init__(self, service: Any) -> None:
        from botocore import parsers, serialize

        protocol = service.resolved_protocol
        self.service = service
        self.parser = parsers.create_parser(protocol)
        self.serializer = serialize.create_serializer(protocol)

    @classmethod
    def published(cls, name: str) -> Botocore:
        from botocore.session import get_session

        return cls(get_session().get_service_model(name))

    def reader(self, name: str, content: bytes) -> Callable[[], Any]:
        shape = self.service.operation_model(name).output_shape
        headers = {"smithy-protocol": "rpc-v2-cbor"}
        response = {"body": content, "headers": headers, "status_code": 200}
        return lambda: self.parser.parse(response, shape)

    def writer(self, name: str, value: dict[str, Any]) -> Callable[[], Any]:
        operation = self.service.operation_model(name)

        def write() -> Any:
            body = self.serializer.serialize_to_request(value, operation)["body"]
            # A form is written when the request is prepared.
            return urlencode(body, doseq=True) if isinstance(body, dict) else body

        return write


def _records_model(protocol: str) -> Any:
    """The service of `records.smithy`, as botocore has it."""
    from botocore.model import ServiceModel

    def members(**kinds: str) -> dict[str, Any]:
        return {name: {"shape": kind} for name, kind in kinds.items()}

    record = members(
        id="String",
        name="String",
        email="String",
        status="String",
        active="Boolean",
        age="Integer",
        visits="Long",
        score="Double",
        createdAt="Timestamp",
        notes="String",
        tags="TagList",
        address="Address",
        labels="LabelMap",
    )
    address = members(
        street="String",
        city="String",
        postalCode="String",
        country="String",
        latitude="Double",
        longitude="Double",
    )
    listed = members(records="RecordList", nextToken="String")
    shapes: dict[str, Any] = {
        name: {"type": name.lower()}
        for name in ("String", "Boolean", "Integer", "Long", "Double", "Timestamp")
    }
    string = {"shape": "String"}
    shapes |= {
        "Record": {"type": "structure", "required": ["id", "name"], "members": record},
        "Address": {"type": "structure", "members": address},
        "TagList": {"type": "list", "member": string},
        "LabelMap": {"type": "map", "key": string, "value": string},
        "RecordList": {"type": "list", "member": {"shape": "Record"}},
        "Records": {"type": "structure", "members": listed},
    }
    path = "/records" if protocol == "rest-json" else "/"
    operations = {
        name: {
            "name": name,
            "http": {"method": "POST", "requestUri": path},
            kind: {"shape": "Records"},
        }
        for name, kind in (("ListRecords", "output"), ("PutRecords", "input"))
    }
    metadata = {
        "protocol": protocol,
        "protocols": [protocol],
        "apiVersion": "2026-01-01",
        "endpointPrefix": "records",
        "serviceId": "Records",
        "targetPrefix": "Records",
        "jsonVersion": "1.1",
    }
    return ServiceModel(
        {"metadata": metadata, "operations": operations, "shapes": shapes}, "records"
    )


def json_records() -> tuple[Contenders, Contenders]:
    document = {"records": payloads.records()}
    content = json.dumps(document, separators=(",", ":")).encode()
    ours, botocore = Ours("records_json"), Botocore(_records_model("rest-json"))
    read: Contenders = {
        "ours": ours.reader("LIST_RECORDS", content),
        "bare": lambda: json.loads(content),
        "botocore": botocore.reader("ListRecords", content),
    }
    there = read["ours"]().records
    assert len(there) == len(document["records"]) == len(read["botocore"]()["records"])
    given = {"records": read["botocore"]()["records"]}
    write: Contenders = {
        "ours": ours.writer("PUT_RECORDS", ours.models.PutRecordsInput(records=there)),
        "bare": lambda: json.dumps(document).encode(),
        "botocore": botocore.writer("PutRecords", given),
    }
    assert json.loads(write["ours"]()) == document == json.loads(write["botocore"]())
    return read, write


def cbor_records() -> tuple[Contenders, Contenders]:
    ours, botocore = Ours("records_cbor"), Botocore(_records_model("smithy-rpc-v2-cbor"))
    document = {"records": payloads.records()}
    text = json.dumps(document, separators=(",", ":")).encode()
    there = Ours("records_json").reader("LIST_RECORDS", text)()
    plain = ours.models.PutRecordsInput.from_dict(there.as_dict())
    write: Contenders = {"ours": ours.writer("PUT_RECORDS", plain)}
    content = write["ours"]()
    read: Contenders = {
        "ours": ours.reader("LIST_RECORDS", content),
        "botocore": botocore.reader("ListRecords", content),
    }
    assert read["ours"]().as_dict() == there.as_dict()
    given = {"records": read["botocore"]()["records"]}
    write["botocore"] = botocore.writer("PutRecords", given)
    again = ours.reader("LIST_RECORDS", bytes(write["botocore"]()))().as_dict()
    assert again == there.as_dict()
    return read, write


def dynamodb() -> tuple[Contenders, Contenders]:
    items = payloads.items()
    document = {"Items": items, "Count": len(items), "ScannedCount": len(items)}
    content = json.dumps(document, separators=(",", ":")).encode()
    ours, botocore = Ours("dynamodb"), Botocore.published("dynamodb")
    read: Contenders = {
        "ours": ours.reader("QUERY", content),
        "bare": lambda: json.loads(content),
        "botocore": botocore.reader("Query", content),
    }
    models = ours.models
    there = read["ours"]().items
    puts = [models.WriteRequest(put_request=models.PutRequest(item=item)) for item in there]
    batch = {"RequestItems": {"orders": [{"PutRequest": {"Item": item}} for item in items]}}
    given = [{"PutRequest": {"Item": item}} for item in read["botocore"]()["Items"]]
    write: Contenders = {
        "ours": ours.writer(
            "BATCH_WRITE_ITEM", models.BatchWriteItemInput(request_items={"orders": puts})
        ),
        "bare": lambda: json.dumps(batch).encode(),
        "botocore": botocore.writer("BatchWriteItem", {"RequestItems": {"orders": given}}),
    }
    try:
        from aws_sdk_dynamodb import models as theirs
        from smithy_core.types import TimestampFormat
        from smithy_json import JSONCodec
    except ImportError:
        pass
    else:
        codec = JSONCodec(
            use_json_name=False, default_timestamp_format=TimestampFormat.EPOCH_SECONDS
        )
        read["smithy"] = lambda: codec.deserialize(content, theirs.QueryOutput)
        items_there = read["smithy"]().items
        orders = [theirs.WriteRequest(put_request=theirs.PutRequest(item=i)) for i in items_there]
        whole = theirs.BatchWriteItemInput(request_items={"orders": orders})
        write["smithy"] = lambda: codec.serialize(whole)
        assert json.loads(write["smithy"]()) == batch
    assert json.loads(write["ours"]()) == batch == json.loads(write["botocore"]())
    return read, write


def s3() -> tuple[Contenders, Contenders]:
    content = payloads.objects()
    ours, botocore = Ours("s3"), Botocore.published("s3")
    read: Contenders = {
        "ours": ours.reader("LIST_OBJECTS_V2", content),
        "bare": lambda: ElementTree.fromstring(content),
        "botocore": botocore.reader("ListObjectsV2", content),
    }
    models = ours.models
    theirs = [(item["Key"], item["LastModified"]) for item in read["botocore"]()["Contents"]]
    assert [(item.key, item.last_modified) for item in read["ours"]().contents] == theirs
    keys = payloads.keys()
    objects = [models.ObjectIdentifier(key=key) for key in keys]
    delete = models.DeleteObjectsRequest(bucket="b", delete=models.Delete(objects=objects))
    given = {"Bucket": "b", "Delete": {"Objects": [{"Key": key} for key in keys]}}
    write: Contenders = {
        "ours": ours.writer("DELETE_OBJECTS", delete),
        "botocore": botocore.writer("DeleteObjects", given),
    }
    assert write["ours"]().count(b"<Key>") == write["botocore"]().count(b"<Key>") == len(keys)
    return read, write


def ec2() -> tuple[Contenders, Contenders]:
    content = payloads.instances()
    ours, botocore = Ours("ec2"), Botocore.published("ec2")
    read: Contenders = {
        "ours": ours.reader("DESCRIBE_INSTANCES", content),
        "bare": lambda: ElementTree.fromstring(content),
        "botocore": botocore.reader("DescribeInstances", content),
    }
    models = ours.models
    there = [r.instances[0].network_interfaces[0].mac_address for r in read["ours"]().reservations]
    theirs = [
        r["Instances"][0]["NetworkInterfaces"][0]["MacAddress"]
        for r in read["botocore"]()["Reservations"]
    ]
    assert there == theirs and len(there) == 1000
    names = payloads.resources()
    tags = {f"tag-{n}": f"value of {n}" for n in range(1000)}
    tagged = models.CreateTagsRequest(
        resources=names, tags=[models.Tag(key=k, value=v) for k, v in tags.items()]
    )
    given = {"Resources": names, "Tags": [{"Key": k, "Value": v} for k, v in tags.items()]}
    write: Contenders = {
        "ours": ours.writer("CREATE_TAGS", tagged),
        "botocore": botocore.writer("CreateTags", given),
    }
    pairs = write["ours"]().decode().count("=")
    assert pairs == write["botocore"]().count("=") == 3002, pairs
    return read, write


PAYLOADS = {
    "JSON records": json_records,
    "DynamoDB": dynamodb,
    "CBOR records": cbor_records,
    "S3 (XML)": s3,
    "EC2 (query, XML)": ec2,
}
