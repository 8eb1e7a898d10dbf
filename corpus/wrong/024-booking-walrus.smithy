// 1 mistake: line 7
$version: "2.0"

namespace com.acme.booking

operation BookSeat {
    input: {
        @required
        row: Integer
    }

    output := {
        confirmation: String
    }
}
