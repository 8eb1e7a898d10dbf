$version: "2.0"

namespace com.example.orders

import "common.smithy"

string OrderId
