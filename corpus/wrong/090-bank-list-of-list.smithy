// 1 mistake: line 7
$version: "2.0"

namespace com.acme.bank

structure Statement {
    lines: List<Booking>
}

structure Booking {
    cents: Long
}
