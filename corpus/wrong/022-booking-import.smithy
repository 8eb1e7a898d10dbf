// 1 mistake: line 6
$version: "2.0"

namespace com.acme.booking

import aws.protocols#awsJson1_1

@awsJson1_1
service Booking {
    version: "1"
}
