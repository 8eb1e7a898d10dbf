"""Made-up responses of real size; the same in every run."""

from __future__ import annotations

import base64
import json
import random
from typing import Any

MEGABYTE = 1_000_000
_WORDS = "river stone copper lantern harbour meadow signal orbit willow amber".split()


def _text(chance: random.Random, words: int) -> str:
    return " ".join(chance.choice(_WORDS) for _ in range(words))


def records() -> list[dict[str, Any]]:
    """Records that are one megabyte of JSON together."""
    chance = random.Random(1)
    made: list[dict[str, Any]] = []
    size = 0
    while size < MEGABYTE:
        name = _text(chance, 2).title()
        record = {
            "id": f"{chance.getrandbits(64):016x}",
            "name": name,
            "email": name.replace(" ", ".").lower() + "@example.com",
            "status": chance.choice(["NEW", "ACTIVE", "CLOSED"]),
            "active": chance.random() < 0.5,
            "age": chance.randrange(18, 90),
            "visits": chance.randrange(10**9),
            "score": chance.random() * 100,
            "createdAt": 1_700_000_000 + chance.randrange(10**7),
            "notes": _text(chance, 15),
            "tags": [chance.choice(_WORDS) for _ in range(4)],
            "address": {
                "street": f"{chance.randrange(200)} {_text(chance, 1).title()} Street",
                "city": _text(chance, 1).title(),
                "postalCode": f"{chance.randrange(100000):05d}",
                "country": "NL",
                "latitude": chance.uniform(-90, 90),
                "longitude": chance.uniform(-180, 180),
            },
            "labels": {word: chance.choice(_WORDS) for word in chance.sample(_WORDS, 3)},
        }
        size += len(json.dumps(record, separators=(",", ":"))) + 1
        made.append(record)
    return made


def items() -> list[dict[str, Any]]:
    """DynamoDB items that are one megabyte of JSON together."""
    chance = random.Random(2)
    made: list[dict[str, Any]] = []
    size = 0
    while size < MEGABYTE:
        item: dict[str, Any] = {
            "pk": {"S": f"customer#{chance.randrange(10**6)}"},
            "sk": {"S": f"order#{chance.getrandbits(48):012x}"},
            "total": {"N": f"{chance.random() * 1000:.2f}"},
            "quantity": {"N": str(chance.randrange(100))},
            "paid": {"BOOL": chance.random() < 0.5},
            "deleted": {"NULL": True},
            "comment": {"S": _text(chance, 12)},
            "tags": {"SS": chance.sample(_WORDS, 3)},
            "digest": {"B": base64.b64encode(chance.randbytes(24)).decode()},
            "address": {
                "M": {
                    "street": {"S": _text(chance, 3)},
                    "city": {"S": _text(chance, 1)},
                    "number": {"N": str(chance.randrange(400))},
                }
            },
            "lines": {
                "L": [
                    {"M": {"sku": {"S": _text(chance, 1)}, "n": {"N": str(chance.randrange(9))}}}
                    for _ in range(3)
                ]
            },
        }
        size += len(json.dumps(item, separators=(",", ":"))) + 1
        made.append(item)
    return made


def objects() -> bytes:
    """A `ListObjectsV2` response of 1,000 keys."""
    chance = random.Random(3)
    entries = "".join(
        f"<Contents><Key>data/{_text(chance, 1)}/{n:06d}.parquet</Key>"
        f"<LastModified>2026-0{chance.randrange(1, 10)}-11T08:{n % 60:02d}:25.000Z</LastModified>"
        f"<ETag>&quot;{chance.getrandbits(128):032x}&quot;</ETag>"
        f"<ChecksumAlgorithm>CRC64NVME</ChecksumAlgorithm><ChecksumType>FULL_OBJECT</ChecksumType>"
        f"<Size>{chance.randrange(10**8)}</Size><StorageClass>STANDARD</StorageClass></Contents>"
        for n in range(1000)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">'
        "<Name>bucket</Name><Prefix>data/</Prefix><MaxKeys>1000</MaxKeys>"
        "<IsTruncated>true</IsTruncated><KeyCount>1000</KeyCount>"
        f"<NextContinuationToken>1ueGcxLPRx1Tr</NextContinuationToken>{entries}</ListBucketResult>"
    ).encode()


def _instance(chance: random.Random) -> str:
    def name(prefix: str) -> str:
        return f"{prefix}-{chance.getrandbits(68):017x}"

    address = f"10.0.{chance.randrange(256)}.{chance.randrange(256)}"
    host = address.replace(".", "-")
    subnet, vpc, group = name("subnet"), name("vpc"), name("sg")
    tags = "".join(
        f"<item><key>{word}</key><value>{_text(chance, 2)}</value></item>"
        for word in chance.sample(_WORDS, 4)
    )
    groups = (
        f"<groupSet><item><groupId>{group}</groupId><groupName>web</groupName></item></groupSet>"
    )
    return (
        f"<item><reservationId>{name('r')}</reservationId><ownerId>123456789012</ownerId>"
        f"<groupSet/><instancesSet><item><instanceId>{name('i')}</instanceId>"
        f"<imageId>{name('ami')}</imageId>"
        "<instanceState><code>16</code><name>running</name></instanceState>"
        f"<privateDnsName>ip-{host}.ec2.internal</privateDnsName><dnsName/><reason/>"
        "<keyName>operators</keyName><amiLaunchIndex>0</amiLaunchIndex><productCodes/>"
        "<instanceType>m7g.large</instanceType><launchTime>2026-03-14T09:26:53.000Z</launchTime>"
        "<placement><availabilityZone>us-east-1a</availabilityZone><groupName/>"
        "<tenancy>default</tenancy></placement><monitoring><state>disabled</state></monitoring>"
        f"<subnetId>{subnet}</subnetId><vpcId>{vpc}</vpcId>"
        f"<privateIpAddress>{address}</privateIpAddress><sourceDestCheck>true</sourceDestCheck>"
        f"{groups}<architecture>arm64</architecture><rootDeviceType>ebs</rootDeviceType>"
        "<rootDeviceName>/dev/xvda</rootDeviceName><blockDeviceMapping><item>"
        f"<deviceName>/dev/xvda</deviceName><ebs><volumeId>{name('vol')}</volumeId>"
        "<status>attached</status><attachTime>2026-03-14T09:26:54.000Z</attachTime>"
        "<deleteOnTermination>true</deleteOnTermination></ebs></item></blockDeviceMapping>"
        f"<virtualizationType>hvm</virtualizationType><clientToken>{chance.getrandbits(99):x}"
        f"</clientToken><tagSet>{tags}</tagSet><hypervisor>xen</hypervisor><networkInterfaceSet>"
        f"<item><networkInterfaceId>{name('eni')}</networkInterfaceId><subnetId>{subnet}</subnetId>"
        f"<vpcId>{vpc}</vpcId><description/><ownerId>123456789012</ownerId><status>in-use</status>"
        f"<macAddress>0e:b1:3d:9a:5c:71</macAddress><privateIpAddress>{address}</privateIpAddress>"
        f"<sourceDestCheck>true</sourceDestCheck>{groups}<attachment><attachmentId>"
        f"{name('eni-attach')}</attachmentId><deviceIndex>0</deviceIndex><status>attached</status>"
        "<attachTime>2026-03-14T09:26:53.000Z</attachTime><deleteOnTermination>true"
        "</deleteOnTermination></attachment></item></networkInterfaceSet>"
        "<ebsOptimized>true</ebsOptimized><cpuOptions><coreCount>2</coreCount><threadsPerCore>1"
        "</threadsPerCore></cpuOptions><hibernationOptions><configured>false</configured>"
        "</hibernationOptions><enclaveOptions><enabled>false</enabled></enclaveOptions>"
        "<metadataOptions><state>applied</state><httpTokens>required</httpTokens>"
        "<httpPutResponseHopLimit>2</httpPutResponseHopLimit><httpEndpoint>enabled</httpEndpoint>"
        "</metadataOptions></item></instancesSet></item>"
    )


def instances() -> bytes:
    """A `DescribeInstances` response of 1,000 instances."""
    chance = random.Random(4)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<DescribeInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">'
        "<requestId>8f7724cf-496f-496e-8fe3-example</requestId><reservationSet>"
        + "".join(_instance(chance) for _ in range(1000))
        + "</reservationSet></DescribeInstancesResponse>"
    ).encode()


def keys() -> list[str]:
    """Keys of 1,000 objects to delete."""
    chance = random.Random(5)
    return [f"data/{_text(chance, 1)}/{n:06d}.parquet" for n in range(1000)]


def resources() -> list[str]:
    """Identifiers of 1,000 instances."""
    chance = random.Random(6)
    return [f"i-{chance.getrandbits(68):017x}" for _ in range(1000)]
