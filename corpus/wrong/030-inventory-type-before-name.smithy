// 1 mistake: line 7
$version: "2.0"

namespace com.acme.inventory

structure Item {
    String sku
    pieces: Integer
}
