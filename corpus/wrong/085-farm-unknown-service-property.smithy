// 1 mistake: line 8
$version: "2.0"

namespace com.acme.farm

service Farm {
    version: "1"
    operation: [MilkCow]
}

operation MilkCow {}
