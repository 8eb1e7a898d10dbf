$version: "2.0"

namespace com.example.kitchen

@idempotent
@http(method: "PUT", uri: "/b/{label}/{number}/{when}/{path+}?fixed=1&bare", code: 200)
operation PutBindings {
    input := {
        @required
        @httpLabel
        label: String

        @required
        @httpLabel
        number: Integer

        @required
        @httpLabel
        when: Timestamp

        @required
        @httpLabel
        path: String

        @httpQuery("q")
        q: String

        @httpQuery("tag")
        tags: Tags

        @httpQuery("at")
        at: Moments

        @httpQuery("flag")
        flag: Boolean

        @httpQueryParams
        params: QueryMap

        @httpHeader("X-Text")
        text: String

        @httpHeader("X-Number")
        count: Integer

        @httpHeader("X-Float")
        ratio: Double

        @httpHeader("X-Flag")
        yes: Boolean

        @httpHeader("X-List")
        words: Tags

        @httpHeader("X-Ints")
        ints: Integers

        @httpHeader("X-Dates")
        dates: Moments

        @httpHeader("X-Date")
        date: Timestamp

        @httpHeader("X-Json")
        media: MediaText

        @httpPrefixHeaders("X-Meta-")
        meta: StringMap
    }

    output := {
        @httpResponseCode
        status: Integer

        @httpHeader("X-Text")
        text: String

        @httpHeader("X-Number")
        count: Integer

        @httpHeader("X-Float")
        ratio: Double

        @httpHeader("X-Flag")
        yes: Boolean

        @httpHeader("X-List")
        words: Tags

        @httpHeader("X-Ints")
        ints: Integers

        @httpHeader("X-Dates")
        dates: Moments

        @httpHeader("X-Date")
        date: Timestamp

        @httpHeader("X-Json")
        media: MediaText

        @httpPrefixHeaders("X-Meta-")
        meta: StringMap

        @required
        extra: String
    }
}

map StringMap {
    key: String
    value: String
}

map QueryMap {
    key: String
    value: Tags
}

@mediaType("application/json")
string MediaText

@readonly
@http(method: "GET", uri: "/labels/{color}/{level}/{flag}/{ratio}/{huge}/{precise}/{epoch}/{date}")
operation PutLabels {
    input := {
        @required
        @httpLabel
        color: Color

        @required
        @httpLabel
        level: Level

        @required
        @httpLabel
        flag: Boolean

        @required
        @httpLabel
        ratio: Double

        @required
        @httpLabel
        huge: BigInteger

        @required
        @httpLabel
        precise: BigDecimal

        @required
        @httpLabel
        @timestampFormat("epoch-seconds")
        epoch: Timestamp

        @required
        @httpLabel
        @timestampFormat("http-date")
        date: Timestamp
    }
}

@readonly
@http(method: "GET", uri: "/query")
operation PutQuery {
    input := {
        @required
        @httpQuery("must")
        must: String

        @httpQuery("color")
        color: Color

        @httpQuery("colors")
        colors: Colors

        @httpQuery("level")
        level: Level

        @httpQuery("ints")
        ints: Integers

        @httpQuery("ratios")
        ratios: Ratios

        @httpQuery("flags")
        flags: Booleans

        @httpQuery("huge")
        huge: BigInteger

        @httpQuery("epoch")
        @timestampFormat("epoch-seconds")
        epoch: Timestamp

        @httpQuery("day")
        day: Day

        @httpQuery("page size")
        pageSize: Integer = 10

        @httpQueryParams
        more: StringMap
    }
}

list Colors {
    member: Color
}

@http(method: "POST", uri: "/headers")
operation PutHeaders {
    input := {
        @required
        @httpHeader("X-Must")
        must: String

        @httpHeader("X-Color")
        color: Color

        @httpHeader("X-Colors")
        colors: Colors

        @httpHeader("X-Level")
        level: Level

        @httpHeader("X-Flags")
        flags: Booleans

        @httpHeader("X-Ratios")
        ratios: Ratios

        @httpHeader("X-Precise")
        precise: BigDecimal

        @httpHeader("X-Epoch")
        @timestampFormat("epoch-seconds")
        epoch: Timestamp

        @httpHeader("X-Days")
        days: Days

        body: String
    }

    output := {
        @required
        @httpHeader("X-Must")
        must: String

        @httpHeader("X-Color")
        color: Color

        @httpHeader("X-Colors")
        colors: Colors

        @httpHeader("X-Level")
        level: Level

        @httpHeader("X-Flags")
        flags: Booleans

        @httpHeader("X-Ratios")
        ratios: Ratios

        @httpHeader("X-Precise")
        precise: BigDecimal

        @httpHeader("X-Epoch")
        @timestampFormat("epoch-seconds")
        epoch: Timestamp

        @httpHeader("X-Days")
        days: Days

        @httpHeader("X-Size")
        size: Integer = 5

        body: String
    }
}

/// The account becomes part of the host.
@endpoint(hostPrefix: "{account}.data.")
@http(method: "POST", uri: "/hosted")
operation PutHosted {
    input := {
        @required
        @hostLabel
        account: String
    }
}

@http(method: "POST", uri: "/token")
operation PutToken {
    input := {
        /// Filled in when absent.
        @idempotencyToken
        clientToken: String
    }

    output := {
        clientToken: String
    }
}

@http(method: "POST", uri: "/header-token")
operation PutHeaderToken {
    input := {
        @required
        @idempotencyToken
        @httpHeader("X-Token")
        token: String

        note: String
    }
}

@http(method: "POST", uri: "/nothing")
operation DoNothing {}

@http(method: "POST", uri: "/empty")
operation PutEmpty {
    input := {}
    output := {}
}

@http(method: "POST", uri: "/clash")
operation PutClash {
    input := {
        list: Tags
        str: String
        from: String
        class: String
        self: String
        timeout: Integer
        copy: String
        input: String
        client: Client
    }

    output := {
        list: Tags
        str: String
        from: String
        class: String
        self: String
        timeout: Integer
        copy: String
        input: String
        client: Client
    }
}

/// Named as the class that calls it.
structure Client {
    list: List
}

/// Named as what Python calls its own.
structure List {
    config: Config
    exception: Exception
    moment: datetime
}

structure Config {
    base_url: String
}

structure Exception {
    args: Tags
}

structure datetime {
    datetime: Timestamp
}
