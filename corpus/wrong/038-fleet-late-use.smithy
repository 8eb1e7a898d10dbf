// 1 mistake: line 10
$version: "2.0"

namespace com.acme.fleet

structure Vehicle {
    plate: String
}

use aws.protocols#restXml

@restXml
service Fleet {
    version: "1"
}
