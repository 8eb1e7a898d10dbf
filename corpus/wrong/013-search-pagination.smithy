// 1 mistake: line 7
$version: "2.0"

namespace com.acme.search

@readonly
@paginated(inputToken: "cursor", outputToken: "nextCursor", items: "hits", pageSize: "limit")
operation Search {
    input := {
        @required
        query: String

        cursor: String
        limit: Integer
    }

    output := {
        cursor: String
        hits: HitList
    }
}

list HitList {
    member: String
}
