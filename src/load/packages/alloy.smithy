$version: "2.0"

metadata suppressions = [
    {
        id: "UnreferencedShape"
        namespace: "alloy"
        reason: "Shapes of a library are there for other models to refer to."
    }
]

namespace alloy

// Protocol.

/// REST with JSON: HTTP bindings decide where members go, and bodies are JSON
/// of the type `application/json`.
@protocolDefinition(
    traits: [
        default
        error
        http
        httpError
        httpHeader
        httpLabel
        httpPayload
        httpPrefixHeaders
        httpQuery
        httpQueryParams
        httpResponseCode
        jsonName
        length
        pattern
        range
        required
        timestampFormat
        uuidFormat
        discriminated
        nullable
        untagged
        jsonUnknown
        openEnum
        durationSecondsFormat
        dateFormat
        localTimeFormat
        offsetDateTimeFormat
        preserveKeyOrder
    ]
)
@trait(selector: "service")
structure simpleRestJson {}

// Enums and unions.

/// Makes an enum open: values that the model does not list are accepted, too.
@trait(selector: ":test(enum, intEnum, [trait|enum])")
structure openEnum {}

/// Puts the tag of a union into the object itself, under the given key:
/// `{"kind": "circle", "radius": 1}` instead of `{"circle": {"radius": 1}}`.
/// Costs more to read than the usual form.
@trait(
    selector: "union"
    conflicts: [untagged]
)
string discriminated

/// Writes a union without a tag: `{"radius": 1}` instead of
/// `{"circle": {"radius": 1}}`. Readers have to try one alternative after the
/// other, so use it only where an existing API leaves no choice.
@trait(
    selector: "union"
    conflicts: [discriminated]
)
structure untagged {}

/// Collects what JSON contains beyond the model. In a structure, the member
/// takes the unknown fields; in a union, the whole object of an unknown
/// alternative.
@trait(
    selector: "
        :is(
            structure > member :test(> map > member[id|member=value] > document),
            union:not([trait|alloy#untagged]) > member :test(> document)
        )
    "
    structurallyExclusive: "member"
    conflicts: [jsonName]
)
structure jsonUnknown {}

// Presence and order.

/// The value of a member that nobody set. Unlike `smithy.api#default`, it may
/// break the constraints of the shape that the member targets.
@trait(
    selector: "structure > member :test(> :is(simpleType, list, map))"
    conflicts: [required]
)
document defaultValue

/// Keeps apart a value that is absent and one that is null.
@trait(selector: ":not([trait|trait])")
structure nullable {}

/// Keeps the keys of a map or document in the order in which they came.
@trait(
    selector: ":test(
        map,
        member > map,
        document,
        member > document
    )"
)
structure preserveKeyOrder {}

// Examples.

/// Shows how an operation is called and what comes back, as
/// `smithy.api#examples` does, but without being checked.
@trait(selector: "operation")
list uncheckedExamples {
    member: UncheckedExample
}

/// One call of an operation.
@private
structure UncheckedExample {
    /// A short heading.
    @required
    title: String

    /// What the example demonstrates.
    documentation: String

    /// Values of the input members.
    input: Document

    /// Values of the output members.
    output: Document
}

/// Shows what values of a shape look like.
@trait(selector: ":not(:test(service, operation, resource))")
list dataExamples {
    member: DataExample
}

/// One value of a shape, in a notation of your choice.
union DataExample {
    /// A value independent of any protocol, checked against the shape.
    smithy: Document

    /// JSON as one protocol writes it, unchecked.
    json: Document

    /// Anything else that is text, such as XML.
    string: String
}

// Strings.

/// Says that a string is composed of the members of a structure.
@trait(selector: "string")
structure structurePattern {
    /// How it is composed: text with a `{label}` for each member.
    @required
    pattern: String

    /// The structure that the labels belong to.
    @required
    @idRef(selector: "structure")
    target: String
}

/// Says that a string holds a UUID as laid out in RFC 4122.
@trait(selector: "string")
structure uuidFormat {}

/// A UUID.
@uuidFormat
string UUID

// URL-encoded forms.

/// Writes the entries of a list or map straight into the form of their
/// structure or union, without a key of its own.
@trait(
    selector: ":is(structure, union) > :test(member > :test(list, map))"
    breakingChanges: [
        {
            change: "any"
        }
    ]
)
structure urlFormFlattened {}

/// Gives a shape or member another key in forms.
@trait(
    selector: ":is(structure, union, member)"
    breakingChanges: [
        {
            change: "any"
        }
    ]
)
@pattern("^[a-zA-Z_][a-zA-Z_0-9-]*$")
string urlFormName

// Dates and times.

/// Says that a string holds a date, such as `2024-02-29`.
@trait(selector: ":test(string, member > string)")
structure dateFormat {}

/// A date without a time of day.
@dateFormat
string LocalDate

/// Says that a string holds a time of day without an offset, such as
/// `12:30:00` or `12:30:00.123456789`.
@trait(selector: ":test(string, member > string)")
structure localTimeFormat {}

/// A time of day without an offset.
@localTimeFormat
string LocalTime

/// Says that a string holds a date and time of day without an offset, such as
/// `2024-02-29T12:30:00`. Seconds may have up to nine decimals.
@trait(selector: ":test(string, member > string)")
structure localDateTimeFormat {}

/// A date and time of day without an offset.
@localDateTimeFormat
string LocalDateTime

/// Preserves the offset that a timestamp was written with. Works together with
/// `@timestampFormat("date-time")`, the only format that has an offset.
@trait(selector: ":test(timestamp, member > timestamp) [trait|timestampFormat = 'date-time']")
structure offsetDateTimeFormat {}

/// A moment that remembers its offset.
@offsetDateTimeFormat
@timestampFormat("date-time")
timestamp OffsetDateTime

/// Says that a string holds a time of day with an offset, such as
/// `12:30:00+01:00`. Seconds may have up to nine decimals.
@trait(selector: ":test(string, member > string)")
structure offsetTimeFormat {}

/// A time of day with an offset.
@offsetTimeFormat
string OffsetTime

/// Says that a string names a time zone, such as `Europe/Paris` or `+01:00`.
@trait(selector: ":test(string, member > string)")
structure zoneIdFormat {}

/// The name of a time zone.
@zoneIdFormat
string ZoneId

/// Says that a string holds a distance from UTC, such as `-03:30`.
@trait(selector: ":test(string, member > string)")
structure zoneOffsetFormat {}

/// A distance from UTC.
@zoneOffsetFormat
string ZoneOffset

/// Says that a string holds a date and time of day with an offset and a zone,
/// such as `2024-02-29T12:30:00+01:00[Europe/Paris]`. Seconds may have up to
/// nine decimals.
@trait(selector: ":test(string, member > string)")
structure zonedDateTimeFormat {}

/// A date and time of day in a time zone.
@zonedDateTimeFormat
string ZonedDateTime

/// The days of a week.
enum DayOfWeek {
    MONDAY
    TUESDAY
    WEDNESDAY
    THURSDAY
    FRIDAY
    SATURDAY
    SUNDAY
}

/// The months of a year.
enum Month {
    JANUARY
    FEBRUARY
    MARCH
    APRIL
    MAY
    JUNE
    JULY
    AUGUST
    SEPTEMBER
    OCTOBER
    NOVEMBER
    DECEMBER
}

/// Says that a number is a year.
@trait(selector: ":test(integer, member > integer)")
structure yearFormat {}

/// A year.
@yearFormat
integer Year

/// Says that a string holds a month of a year, such as `2024-02`.
@trait(selector: ":test(string, member > string)")
structure yearMonthFormat {}

/// A month of a certain year.
@yearMonthFormat
string YearMonth

/// Says that a string holds a day of a month in any year, such as `02-29`.
@trait(selector: ":test(string, member > string)")
structure monthDayFormat {}

/// A day of a month in any year.
@monthDayFormat
string MonthDay

/// Says that a number is a length of time in seconds, with up to nine decimals.
@trait(selector: ":test(bigDecimal, member > bigDecimal)")
structure durationSecondsFormat {}

/// A length of time in seconds.
@durationSecondsFormat
bigDecimal Duration
